// Owns what was measured of every service and edge. Costs are those of the calls there are, not of the services.
import { edgeKey, type SecondOfCalls } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { type CallRing, createCallRing } from "./call-ring.ts";
import { createRecentOrder } from "./recent-order.ts";
import type { CallCounts, CallSums, Lively, LivelyEdge, Observed } from "./types.ts";

export type Measures = {
  observe(observed: Observed): void;
  /** All calls to the service, whoever made them. */
  service(id: string, seconds: number): CallSums;
  /** As `service`, for who does not ask for the p95. */
  counts(id: string, seconds: number): CallCounts;
  edge(from: string, to: string, seconds: number): CallSums;
  totalOf(service: string): number;
  totalOfEdge(from: string, to: string): number;
  /** `at` is in milliseconds since the epoch. */
  history(service: string): SecondOfCalls[];
  historyOfEdge(from: string, to: string): SecondOfCalls[];
  /** What was called within the last seconds, the newest first. */
  lively(withinSeconds: number): Lively;
};

/** How far a call may lie back and still count as one of now. */
const latestMs = 1_000;

const none: CallCounts = { calls: 0, errors: 0, latencyMs: 0 };

type ServiceSeries = { id: string; ring: CallRing };
type EdgeSeries = LivelyEdge & { ring: CallRing };

export function createMeasures(clock: Clock): Measures {
  const services = new Map<string, ServiceSeries>();
  const edges = new Map<string, Map<string, EdgeSeries>>();
  const recentServices = createRecentOrder<ServiceSeries>();
  const recentEdges = createRecentOrder<EdgeSeries>();
  // A wall clock that is set back would make all news older than what is known, so seconds are counted from the start.
  const originMs = clock.nowMs() - clock.monotonicMs();
  const steadyMs = () => originMs + clock.monotonicMs();

  const openEdge = (from: string, to: string): EdgeSeries => {
    const ofCaller = edges.get(from) ?? new Map<string, EdgeSeries>();
    const there = ofCaller.get(to);
    if (there) return there;
    const series = { from, to, key: edgeKey(from, to), ring: createCallRing() };
    edges.set(from, ofCaller.set(to, series));
    return series;
  };
  const openService = (id: string): ServiceSeries => {
    const series = services.get(id) ?? { id, ring: createCallRing() };
    services.set(id, series);
    return series;
  };
  const sumOf = (ring: CallRing | undefined, seconds: number): CallSums =>
    ring?.sum(steadyMs(), seconds) ?? { calls: 0, errors: 0, latencyMs: 0, p95Ms: 0 };

  const secondsOf = (ring: CallRing | undefined): SecondOfCalls[] => {
    const setMs = Math.round((clock.nowMs() - steadyMs()) / 1_000) * 1_000;
    return (ring?.seconds(steadyMs()) ?? []).map((second) => ({ ...second, at: second.at + setMs }));
  };

  return {
    observe({ from, to, latencyMs, failed, agoMs = 0 }) {
      const atMs = steadyMs() - agoMs;
      const service = openService(to);
      const edge = openEdge(from, to);
      service.ring.record(atMs, latencyMs, failed);
      edge.ring.record(atMs, latencyMs, failed);
      // Late news do not come to the front: what is behind an old call would not be looked at.
      if (agoMs > latestMs) return;
      recentServices.touch(service);
      recentEdges.touch(edge);
    },
    service: (id, seconds) => sumOf(services.get(id)?.ring, seconds),
    counts: (id, seconds) => services.get(id)?.ring.counts(steadyMs(), seconds) ?? none,
    edge: (from, to, seconds) => sumOf(edges.get(from)?.get(to)?.ring, seconds),
    totalOf: (id) => services.get(id)?.ring.total() ?? 0,
    totalOfEdge: (from, to) => edges.get(from)?.get(to)?.ring.total() ?? 0,
    history: (id) => secondsOf(services.get(id)?.ring),
    historyOfEdge: (from, to) => secondsOf(edges.get(from)?.get(to)?.ring),
    lively(withinSeconds) {
      const sinceMs = steadyMs() - withinSeconds * 1_000;
      return {
        services: newerThan(recentServices.newestFirst(), sinceMs).map(({ id }) => id),
        edges: newerThan(recentEdges.newestFirst(), sinceMs),
      };
    },
  };
}

function newerThan<Series extends { ring: CallRing }>(
  newestFirst: Iterable<Series>,
  sinceMs: number,
): Series[] {
  const found: Series[] = [];
  for (const series of newestFirst) {
    if (series.ring.lastAtMs() < sinceMs) break;
    found.push(series);
  }
  return found;
}
