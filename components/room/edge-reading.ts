"use client";

import { useMemo } from "react";
import { useFeedEntries } from "#components/live/live-feed.tsx";
import type { BreakerState, EdgeReading } from "#lib/contract/mesh.ts";
import type { Severity } from "#lib/contract/severity.ts";

/** Calls between two groups as if they were one edge: rates add up, shares and times are weighted by calls. */
export function bundled(readings: readonly EdgeReading[]): EdgeReading | undefined {
  if (readings.length === 0) return undefined;
  const sum = (of: (reading: EdgeReading) => number) => readings.reduce((all, each) => all + of(each), 0);
  const rate = sum(({ callsPerSecond }) => callsPerSecond);
  const weighted = (of: (reading: EdgeReading) => number) =>
    rate === 0 ? 0 : sum((each) => of(each) * each.callsPerSecond) / rate;
  return {
    callsPerSecond: rate,
    errorRate: weighted(({ errorRate }) => errorRate),
    latencyMs: weighted(({ latencyMs }) => latencyMs),
    p95Ms: Math.max(...readings.map(({ p95Ms }) => p95Ms)),
    calls: sum(({ calls }) => calls),
    breaker: worstBreaker(readings),
    retriesPerSecond: sum(({ retriesPerSecond }) => retriesPerSecond),
  };
}

function worstBreaker(readings: readonly EdgeReading[]): BreakerState {
  const states = new Set(readings.map(({ breaker }) => breaker));
  return states.has("open") ? "open" : states.has("half-open") ? "half-open" : "closed";
}

export function useBundle(members: readonly string[]): EdgeReading | undefined {
  const edges = useFeedEntries("edges");
  return useMemo(
    () => bundled(members.map((key) => edges[key]).filter((reading) => reading !== undefined)),
    [edges, members],
  );
}

/** An edge is as bad as the share of its calls that failed; what is as usual has no colour. */
export function edgeSeverity({ callsPerSecond, errorRate }: EdgeReading): Severity | undefined {
  if (callsPerSecond === 0 || errorRate < 0.05) return undefined;
  return errorRate < 0.5 ? "red" : "red-high";
}
