// A minute of the past in the shape of the live feeds, so that everything that draws the graph draws it as well.
import type { Fault } from "#lib/contract/fault.ts";
import { type EdgeReading, edgeKey, type ServiceReading } from "#lib/contract/mesh.ts";
import type { PastEdge, PastGraph, PastService } from "#lib/contract/past-graph.ts";
import { pastMinuteMs } from "#lib/contract/past-graph.ts";

export type PastEntries = {
  services: Record<string, ServiceReading>;
  edges: Record<string, EdgeReading>;
  faults: Record<string, Fault>;
};

/** What is not known has no entry. */
export function pastEntries(graph: PastGraph, faults: readonly Fault[]): PastEntries {
  return {
    services: Object.fromEntries(
      graph.services.flatMap((one) => {
        const reading = serviceReading(one, graph.from);
        return reading ? [[one.id, reading]] : [];
      }),
    ),
    edges: Object.fromEntries(
      graph.edges.flatMap((one) => {
        const reading = edgeReading(one);
        return reading ? [[edgeKey(one.from, one.to), reading]] : [];
      }),
    ),
    faults: Object.fromEntries(faultsDuring(faults, graph).map((fault) => [fault.id, fault])),
  };
}

/** Those that were armed within the minute, as they stood then: armed. */
export function faultsDuring(
  faults: readonly Fault[],
  { from, to }: Pick<PastGraph, "from" | "to">,
): Fault[] {
  return faults
    .filter(({ startsAt, endsAt }) => startsAt < to && (endsAt === null || endsAt > from))
    .map((fault) => ({ ...fault, state: "armed" }));
}

type Sums = Pick<PastService, "requests" | "errorRate" | "latencyMs" | "p95Ms">;

function numbersOf({ requests, errorRate, latencyMs, p95Ms }: Sums) {
  return {
    callsPerSecond: requests / (pastMinuteMs / 1_000),
    errorRate,
    latencyMs,
    p95Ms,
    calls: requests,
  };
}

function serviceReading({ status, ...sums }: PastService, since: string): ServiceReading | undefined {
  // How many were being worked on is not recorded; nothing in the past shows it.
  return status === null ? undefined : { status, since, ...numbersOf(sums), busy: 0, queued: 0 };
}

function edgeReading({ breaker, refused, ...sums }: PastEdge): EdgeReading | undefined {
  if (breaker === null && refused === 0 && sums.requests === 0) return undefined;
  return { ...numbersOf(sums), breaker: breaker ?? "closed", retriesPerSecond: 0 };
}
