import type { HrTime } from "@opentelemetry/api";

/** The SDK takes a plain number below the process's start for a reading of performance.now(); this it takes as it is. */
export function toHrTime(epochMs: number): HrTime {
  const seconds = Math.floor(epochMs / 1_000);
  const micros = Math.round((epochMs - seconds * 1_000) * 1_000);
  return micros === 1_000_000 ? [seconds + 1, 0] : [seconds, micros * 1_000];
}
