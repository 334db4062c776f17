// Owns the judgement on every service. It rests on calls that really went well or badly, and on readiness probes for
// the time when nobody calls; nobody can set it.
import type { ServiceStatus, StatusChange } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Measures } from "./measures.ts";
import type { CallCounts, Health, Topology } from "./types.ts";

/** Long enough that one natural error in a quiet service is no news. */
export const windowSeconds = 10;
/** A service that fails now need not wait until its good past has left the window. */
const recentSeconds = 3;
const fewestCalls = { failed: 4, degraded: 3 };
/** Two can be chance, also where they are half of what a quiet service was asked. */
const fewestErrors = 3;
const failedRate = 0.5;
const degradedRate = 0.05;
/** After so long without a call an illness is only a memory. */
const silenceSeconds = 60;
/** Bad news is believed at once; better news when it has lasted so long, or a service on the edge would flicker. */
const holdMs = 3_000;
const changesKept = 200;

export type HealthBook = {
  of(service: string): Health;
  judge(service: string): void;
  /** Those that are not healthy: they are judged at every tick, so that silence heals them. */
  ailing(): ReadonlySet<string>;
  changes(service?: string): StatusChange[];
  onChange(heard: () => void): () => void;
};

const ranks: Record<ServiceStatus, number> = { healthy: 0, degraded: 1, failed: 2 };

const share = ({ calls, errors }: CallCounts) => (calls > 0 ? errors / calls : 0);

const isFailing = (sums: CallCounts) =>
  sums.calls >= fewestCalls.failed && sums.errors >= fewestErrors && share(sums) >= failedRate;

/** How a service is of which nothing else is known than these calls. */
export function judgeCalls(sums: CallCounts, slowMs: number): ServiceStatus {
  if (isFailing(sums)) return "failed";
  if (sums.errors >= fewestErrors && share(sums) >= degradedRate) return "degraded";
  return sums.calls >= fewestCalls.degraded && sums.latencyMs > slowMs ? "degraded" : "healthy";
}

/** Whoever is ill is believed with little evidence that it still is, or is no more; without any, undefined. */
function recovery(sums: CallCounts, slowMs: number, before: ServiceStatus): ServiceStatus | undefined {
  if (sums.calls === 0) return undefined;
  // To become worse takes as much as for a healthy one.
  if (share(sums) >= failedRate) return before === "failed" || isFailing(sums) ? "failed" : "degraded";
  return share(sums) >= degradedRate || sums.latencyMs > slowMs ? "degraded" : "healthy";
}

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
  const betterSince = new Map<string, number>();
  const of = (service: string): Health => known.get(service) ?? { status: "healthy", sinceMs: startedMs };

  const judgement = (service: string, before: ServiceStatus): ServiceStatus => {
    if (absent(service)) return "failed";
    const slowMs = topology.services.get(service)?.slowMs ?? Number.POSITIVE_INFINITY;
    if (isFailing(measures.counts(service, recentSeconds))) return "failed";
    const sums = measures.counts(service, windowSeconds);
    if (before !== "healthy") return recovery(sums, slowMs, before) ?? silence(service, before);
    return judgeCalls(sums, slowMs);
  };
  /** Callers behind open breakers hardly ask any more: that nobody complains does not mean that it works again. */
  const silence = (service: string, before: ServiceStatus): ServiceStatus =>
    measures.counts(service, silenceSeconds).calls > 0 ? before : "healthy";

  /** Whether it has been better than its status for long enough. */
  const lasts = (service: string): boolean => {
    const nowMs = clock.monotonicMs();
    const since = betterSince.get(service) ?? nowMs;
    betterSince.set(service, since);
    return nowMs - since >= holdMs;
  };

  return {
    of,
    ailing: () => ailing,
    judge(service) {
      const before = of(service);
      const status = judgement(service, before.status);
      if (ranks[status] < ranks[before.status] && !lasts(service)) return;
      betterSince.delete(service);
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
