import type { HrTime } from "@opentelemetry/api";

/**
 * Epoch milliseconds, as clocks give them, to the microsecond. Spans must be given their times in this form: the SDK
 * takes a number for a reading of `performance.now()` when it is small enough to be one.
 */
export function toHrTime(epochMs: number): HrTime {
  const us = Math.round(epochMs * 1_000);
  const seconds = Math.floor(us / 1_000_000);
  return [seconds, (us - seconds * 1_000_000) * 1_000];
}
