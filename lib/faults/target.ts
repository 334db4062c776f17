import { cartTarget, type TargetSort, vendorPrefix, vendorsTarget } from "#lib/contract/fault.ts";

export type Target = { sort: TargetSort } & (
  | { sort: "service"; service: string }
  | { sort: "operation"; service: string; operation: string }
  | { sort: "edge"; from: string; to: string }
  | { sort: "cart" }
  | { sort: "vendors" }
  | { sort: "vendor"; vendor: string }
);

/** `FaultTarget` has said already that the text is one of these. */
export function parseTarget(text: string): Target {
  if (text === cartTarget) return { sort: "cart" };
  if (text === vendorsTarget) return { sort: "vendors" };
  if (text.startsWith(vendorPrefix)) return { sort: "vendor", vendor: text.slice(vendorPrefix.length) };
  const [from = "", to] = text.split("->");
  if (to !== undefined) return { sort: "edge", from, to };
  const [service = "", operation] = text.split("/");
  return operation === undefined ? { sort: "service", service } : { sort: "operation", service, operation };
}
