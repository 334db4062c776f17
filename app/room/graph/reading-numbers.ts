import { writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { writeDuration } from "#components/room/readings.ts";
import { say } from "#components/room/use-reading.ts";
import type { EdgeReading, ServiceReading } from "#lib/contract/mesh.ts";

/** What the tables of services and of calls have in common: rate, errors, mean and p95. */
export function readingNumbers(reading: ServiceReading | EdgeReading): string[] {
  return [
    say(writeRate(reading.callsPerSecond)),
    say(writeMetric("errors", reading)),
    say(writeMetric("latency", reading)),
    reading.callsPerSecond > 0 ? say(writeDuration(reading.p95Ms)) : "–",
  ];
}
