// Owns the judgement on every service. It rests on calls that really went well or badly, and on readiness probes for
// the time when nobody calls; nobody can set it.
import type { ServiceStatus, StatusChange } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Measures } from "./measures.ts";
import type { Health, Topology } from "./types.ts";

/** Long enough that one natural error in a quiet service is no news. */
export const windowSeconds = 10;
/** A service that fails now need not wait until its good past has left the window. */
const recentSeconds = 3;
const fewestCalls = { failed: 4, degraded: 3 };
const fewestErrors = 3;
const failedRate = 0.5;
const degradedRate = 0.05;
const changesKept = 200;

export type HealthBook = {
  of(service: string): Health;
  judge(service: string): void;
  /** Those that are not healthy: they are judged at every tick, so that silence heals them. */
  ailing(): ReadonlySet<string>;
  changes(service?: string): StatusChange[];
  onChange(heard: () => void): () => void;
};

type Given = {
  clock: Clock;
  topology: Topology;
  measures: Measures;
  /** Whether the last probes found nobody there. */
  absent(service: string): boolean;
};

export function createHealthBook({ clock, topology, measures, absent }: Given): HealthBook {
  const startedMs = clock.nowMs();
  const known = new Map<string, Health>();
  const ailing = new Set<string>();
  const changes: StatusChange[] = [];
  const listeners = new Set<() => void>();
  const of = (service: string): Health => known.get(service) ?? { status: "healthy", sinceMs: startedMs };

  const judgement = (service: string): ServiceStatus => {
    if (absent(service)) return "failed";
    const recent = measures.service(service, recentSeconds);
    if (recent.calls >= fewestCalls.failed && recent.errors / recent.calls >= failedRate) return "failed";
    const { calls, errors, latencyMs } = measures.service(service, windowSeconds);
    if (calls >= fewestCalls.failed && errors / calls >= failedRate) return "failed";
    if (errors >= fewestErrors && errors / calls >= degradedRate) return "degraded";
    const slowMs = topology.services.get(service)?.slowMs ?? Number.POSITIVE_INFINITY;
    return calls >= fewestCalls.degraded && latencyMs > slowMs ? "degraded" : "healthy";
  };

  return {
    of,
    ailing: () => ailing,
    judge(service) {
      const before = of(service);
      const status = judgement(service);
      if (status === before.status) return;
      const nowMs = clock.nowMs();
      known.set(service, { status, sinceMs: nowMs });
      if (status === "healthy") ailing.delete(service);
      else ailing.add(service);
      changes.unshift({ at: new Date(nowMs).toISOString(), service, from: before.status, to: status });
      changes.length = Math.min(changes.length, changesKept);
      for (const heard of listeners) heard();
    },
    changes: (service) => changes.filter((change) => service === undefined || change.service === service),
    onChange(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
  };
}
