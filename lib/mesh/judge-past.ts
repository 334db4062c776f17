// What the mesh was like in a minute of the past, from the calls and the readings that were recorded then. Pure.
import type { BreakerState } from "#lib/contract/mesh.ts";
import { edgeKey } from "#lib/contract/mesh.ts";
import type { PastEdge, PastService } from "#lib/contract/past-graph.ts";
import type { GaugeReading, RecordedCalls } from "#lib/telemetry/call-history.ts";
import { judgeCalls } from "./health.ts";
import { breakerMetric, breakerOf, healthMetric, healthSinceMetric, statusOf } from "./health-values.ts";
import { round } from "./readings.ts";
import type { Topology } from "./types.ts";

type RecordedMinute = { calls: readonly RecordedCalls[]; readings: readonly GaugeReading[] };

type Readings = readonly GaugeReading[];

/**
 * The last moments of a minute are told by the first reading after it. It counts where nothing has changed since the minute
 * ended: else a service would be ill before it fell ill.
 */
export function readingsOfMinute(within: Readings, after: Readings, toMs: number): GaugeReading[] {
  const unchanged = new Set(
    after
      .filter(({ metric, value }) => metric === healthSinceMetric && value * 1_000 <= toMs)
      .map(({ labels }) => labels.service),
  );
  const telling = after.filter(
    ({ metric, labels }) => metric === healthMetric && unchanged.has(labels.service),
  );
  return [...within, ...telling];
}

type Given = RecordedMinute & { topology: Pick<Topology, "services" | "edges"> };

export function judgePast({ topology, calls, readings }: Given): {
  services: PastService[];
  edges: PastEdge[];
} {
  const callsOf = new Map(calls.map((one) => [placeOf(one.from, one.to), one]));
  const worst = new Map<string, number>();
  const breakers = new Map<string, BreakerState>();
  for (const { metric, labels, value } of readings) {
    const { service = "", server_address: to = "" } = labels;
    if (metric === healthMetric) worst.set(service, Math.max(value, worst.get(service) ?? 0));
    if (metric === breakerMetric) breakers.set(edgeKey(service, to), breakerOf(value));
  }
  const services = [...topology.services.values()].map(({ id, name, slowMs }): PastService => {
    const sums = callsOf.get(placeOf(undefined, id)) ?? none;
    // What was recorded by an earlier version has no readings of health: then the calls of the minute must do.
    const judged = sums.calls > 0 ? judgeCalls(sums, slowMs) : null;
    const value = worst.get(id);
    return { id, name, status: value === undefined ? judged : statusOf(value), ...minuteOf(sums) };
  });
  const edges = topology.edges.map(({ from, to }): PastEdge => {
    const key = edgeKey(from, to);
    const sums = callsOf.get(key) ?? none;
    return { from, to, ...minuteOf(sums), refused: sums.refused, breaker: breakers.get(key) ?? null };
  });
  return { services, edges };
}

type Sums = Pick<RecordedCalls, "calls" | "errors" | "refused" | "latencyMs" | "p95Ms">;
const none: Sums = { calls: 0, errors: 0, refused: 0, latencyMs: 0, p95Ms: 0 };

const placeOf = (from: string | undefined, to: string) => (from === undefined ? to : edgeKey(from, to));

function minuteOf({ calls, errors, latencyMs, p95Ms }: Sums) {
  return {
    requests: calls,
    errors,
    errorRate: calls === 0 ? 0 : round(errors / calls, 4),
    latencyMs: round(latencyMs, 1),
    p95Ms: round(p95Ms, 1),
  };
}
