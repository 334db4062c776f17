// What the edge knows of the circuit breaker in front of payments: while it is open, nobody is made to wait for a refusal.
import type { Mesh } from "#lib/mesh/types.ts";
import { paymentsPaused } from "./refusals.ts";

type Context = Pick<Mesh, "edge">;

const usualWaitSeconds = 2;

const readBreaker = (mesh: Context) => mesh.edge("order-service", "payment-service");

export function refuseWhileOpen(mesh: Context): void {
  const { breaker } = readBreaker(mesh);
  if (breaker === "open") throw paymentsPaused(breakerWaitSeconds(mesh));
}

/** Until the next call is let through to see whether payments are back. */
export function breakerWaitSeconds(mesh: Context): number {
  const { probeInMs = 0 } = readBreaker(mesh);
  return probeInMs > 0 ? Math.ceil(probeInMs / 1_000) : usualWaitSeconds;
}
