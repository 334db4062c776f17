// When which job runs. Every process counts alike, so that all of them mean the same run by the same number.
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

/** Apart from each other, so that three answers are not stored at once. */
export const offsetsMs: Record<VendorQuestion, number> = {
  "discount-stock": 0,
  "vendor-status": 5_000,
  "vendor-product-status": 10_000,
};

type Pace = { offsetMs: number; intervalMs: number };

export function tickAt({ offsetMs, intervalMs }: Pace, nowMs: number): number {
  return Math.floor((nowMs - offsetMs) / intervalMs);
}

export function nextTickMs(pace: Pace, nowMs: number): number {
  return (tickAt(pace, nowMs) + 1) * pace.intervalMs + pace.offsetMs;
}
