import type { TargetSort } from "#lib/contract/fault.ts";

export type Target = { sort: TargetSort } & (
  | { sort: "service"; service: string }
  | { sort: "operation"; service: string; operation: string }
  | { sort: "edge"; from: string; to: string }
);

/** `FaultTarget` has said already that the text is one of the three. */
export function parseTarget(text: string): Target {
  const [from = "", to] = text.split("->");
  if (to !== undefined) return { sort: "edge", from, to };
  const [service = "", operation] = text.split("/");
  return operation === undefined ? { sort: "service", service } : { sort: "operation", service, operation };
}
