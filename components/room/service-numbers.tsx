"use client";

import { useLastKnown } from "#components/live/live-feed.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { ServiceReading } from "#lib/contract/mesh.ts";
import { writeMetric, writeRate } from "./mesh-words.ts";
import { writeDuration } from "./readings.ts";
import { say } from "./use-reading.ts";

/** The reading of a service in words and numbers, over the last ten seconds. */
export function ServiceNumbers({ reading, className }: { reading: ServiceReading; className?: string }) {
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
  return (
    <dl className={classNames("grid gap-px overflow-hidden bg-line", className)}>
      {numbers.map(({ name, value }) => (
        <div key={name} className="bg-panel px-4 py-2.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className={classNames("figures font-semibold", lastKnown && "text-muted")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
