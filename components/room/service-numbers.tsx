"use client";

import { useLastKnown } from "#components/live/live-feed.tsx";
import type { ServiceReading } from "#lib/contract/mesh.ts";
import { writeMetric, writeRate } from "./mesh-words.ts";
import { NumberGrid } from "./number-grid.tsx";
import { writeDuration } from "./readings.ts";
import { say } from "./use-reading.ts";

/** The reading of a service in words and numbers, over the last ten seconds. */
export function ServiceNumbers({ reading, className }: { reading: ServiceReading; className: string }) {
  const lastKnown = useLastKnown();
  const quiet = reading.callsPerSecond === 0;
  const numbers = [
    { name: "Requests", value: say(writeRate(reading.callsPerSecond)) },
    { name: "Errors", value: say(writeMetric("errors", reading)) },
    { name: "Latency, mean", value: say(writeMetric("latency", reading)) },
    { name: "Latency, p95", value: quiet ? "–" : say(writeDuration(reading.p95Ms)) },
    { name: "Being worked on", value: String(reading.busy) },
    { name: "Waiting", value: String(reading.queued) },
  ];
  return <NumberGrid numbers={numbers} lastKnown={lastKnown} className={className} />;
}
