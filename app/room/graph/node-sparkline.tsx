"use client";

import { memo, useMemo } from "react";
import { useFeedHistory } from "#components/live/live-feed.tsx";
import type { Metric } from "#components/room/mesh-words.ts";
import { boundsOf, scaleOf, sparklinePaths } from "#components/ui/sparkline-path.ts";
import type { ServiceReading } from "#lib/contract/mesh.ts";

const slots = 60;
/** Fewer are a speck, no line. */
const fewest = 20;

const pick: Record<Metric, (reading: ServiceReading) => number> = {
  traffic: ({ callsPerSecond }) => callsPerSecond,
  errors: ({ errorRate }) => errorRate,
  latency: ({ latencyMs }) => latencyMs,
};

/** The last minute, without words: the number beside it and the panel say it. */
export const NodeSparkline = memo(function NodeSparkline({ id, metric }: { id: string; metric: Metric }) {
  const { samples } = useFeedHistory("services");
  const line = useMemo(() => {
    const readings = samples.slice(-slots).map((sample) => {
      const reading = sample?.[id] as ServiceReading | undefined;
      return reading ? pick[metric](reading) : null;
    });
    if (readings.filter((reading) => reading !== null).length < fewest) return "";
    return sparklinePaths(readings, slots, scaleOf(boundsOf(readings), 0)).line;
  }, [samples, id, metric]);
  if (!line) return null;
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-4 w-12 shrink-0 text-muted"
    >
      <path
        d={line}
        className="fill-none stroke-current"
        strokeWidth="1.25"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
});
