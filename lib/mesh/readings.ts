// What was measured, as people and feeds read it: rounded, so that a value nobody would tell apart stays the same.
import type { EdgeReading, ServiceReading } from "#lib/contract/mesh.ts";
import { windowSeconds } from "./health.ts";
import type { CallSums, Mesh } from "./types.ts";

export function readService(mesh: Mesh, id: string): ServiceReading {
  const { status, sinceMs, sums, calls, busy, queued } = mesh.service(id);
  return { status, since: new Date(sinceMs).toISOString(), ...readSums(sums), calls, busy, queued };
}

export function readEdge(mesh: Mesh, from: string, to: string): EdgeReading {
  const { sums, calls, breaker, retriesPerSecond } = mesh.edge(from, to);
  return { ...readSums(sums), calls, breaker, retriesPerSecond: round(retriesPerSecond, 1) };
}

function readSums({ calls, errors, latencyMs, p95Ms }: CallSums) {
  return {
    callsPerSecond: round(calls / windowSeconds, 1),
    errorRate: calls === 0 ? 0 : round(errors / calls, 4),
    latencyMs: round(latencyMs, 1),
    p95Ms: round(p95Ms, 1),
  };
}

export function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
