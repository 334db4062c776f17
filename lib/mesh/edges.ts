// Owns what a caller keeps for each service it depends on: breaker, pool, retry budget. One set per edge and process.
import type { BreakerState } from "#lib/contract/mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Gauge, ServiceTelemetry } from "#lib/telemetry/types.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import { type CallMetrics, createCallMetrics } from "./call-metrics.ts";
import { createCallRing } from "./call-ring.ts";
import { type ConnectionPool, createConnectionPool } from "./connection-pool.ts";
import { windowSeconds } from "./health.ts";
import { breakerMetric, breakerValues } from "./health-values.ts";
import { createRetryBudget, type RetryBudget } from "./retry-budget.ts";
import type { DependencySpec, EdgeState, Topology } from "./types.ts";

export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly dependency: DependencySpec;
  readonly breaker: Breaker;
  readonly pool: ConnectionPool;
  readonly budget: RetryBudget;
  readonly metrics: CallMetrics;
  readonly telemetry: ServiceTelemetry;
  retried(): void;
  retriesPerSecond(): number;
};

export type Edges = {
  /** Throws when the topology has no such edge: a service may only call what it says it depends on. */
  between(from: string, to: string): Edge;
  stateOf(from: string, to: string): EdgeState;
};

/** An edge that was never used, or of which nothing is known. */
export const untouched: EdgeState = { breaker: "closed", retriesPerSecond: 0 };

type Given = { clock: Clock; topology: Topology; telemetry: { service(name: string): ServiceTelemetry } };

export function createEdges({ clock, topology, telemetry }: Given): Edges {
  const made = new Map<string, Map<string, Edge>>();
  return {
    stateOf(from, to) {
      const edge = made.get(from)?.get(to);
      if (!edge) return untouched;
      const { breaker } = edge;
      return {
        breaker: breaker.state(),
        retriesPerSecond: edge.retriesPerSecond(),
        probeInMs: breaker.probeInMs(),
      };
    },
    between(from, to) {
      const ofCaller = made.get(from) ?? new Map<string, Edge>();
      const there = ofCaller.get(to);
      if (there) return there;
      const dependency = topology.dependency(from, to);
      if (!dependency) throw new Error(`${from} calls ${to}, which it does not depend on in the topology`);
      const edge = createEdge({ from, to, dependency, clock, telemetry: telemetry.service(from) });
      made.set(from, ofCaller.set(to, edge));
      return edge;
    },
  };
}

type EdgeGiven = Pick<Edge, "from" | "to" | "dependency" | "telemetry"> & { clock: Clock };

function createEdge({ from, to, dependency, clock, telemetry }: EdgeGiven): Edge {
  const gauge: Gauge = telemetry.meter.gauge({
    name: breakerMetric,
    help: "0 closed, 1 half-open, 2 open",
    labels: ["server_address"],
  });
  const show = (state: BreakerState) => gauge.set(breakerValues[state], { server_address: to });
  show("closed");
  const log = telemetry.log.named(`${from}.breaker`);
  const breaker = createBreaker({
    clock,
    onChange(state) {
      show(state);
      log.warn(`circuit breaker to ${to} is ${state}`, { "peer.service": to, state });
    },
  });
  const metrics = createCallMetrics(telemetry.meter);
  const retries = createCallRing(60);
  return {
    from,
    to,
    dependency,
    breaker,
    metrics,
    telemetry,
    pool: createConnectionPool({
      clock,
      connections: dependency.connections,
      waitMs: dependency.connectionWaitMs,
    }),
    budget: createRetryBudget(),
    retried() {
      retries.record(clock.monotonicMs(), 0, false);
      metrics.retried(to);
    },
    retriesPerSecond: () => retries.sum(clock.monotonicMs(), windowSeconds).calls / windowSeconds,
  };
}
