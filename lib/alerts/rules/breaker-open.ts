import { breakerOpen } from "./limits.ts";
import { nameOf } from "./service-words.ts";
import type { ServiceFinding, Watched } from "./types.ts";

/** A half-open one has not closed yet. */
export function checkBreaker({ mesh }: Watched, from: string, to: string): ServiceFinding | undefined {
  if (mesh.edge(from, to).breaker === "closed") return undefined;
  const [caller, callee] = [nameOf(mesh, from), nameOf(mesh, to)];
  return {
    kind: "service",
    rule: "breaker-open",
    subject: from,
    item: to,
    severity: "red",
    value: 1,
    title: `${caller} does not call ${callee} any more`,
    detail: `Its circuit breaker opened after at least half of its calls to ${callee} had failed; one call every 5 s tries whether it works again.`,
    forMs: breakerOpen.forMs,
  };
}
