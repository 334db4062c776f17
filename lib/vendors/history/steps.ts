// How finely the past is kept: each step is summed up into the next, and kept for as long as charts are drawn with it.
import type { VendorHistoryQuery } from "#lib/contract/vendor.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const finestStepMinutes = 10;
export const stepSizes: readonly number[] = [10, 60, 360];
export const coarserSteps = [
  { from: 10, to: 60 },
  { from: 60, to: 360 },
] as const;

/** `limitMs` of the coarsest is what the settings say. */
export function keptForMs(stepMinutes: number, historyDays: number): number {
  const limitMs = historyDays * dayMs;
  if (stepMinutes === 10) return Math.min(limitMs, 2 * dayMs);
  if (stepMinutes === 60) return Math.min(limitMs, 15 * dayMs);
  return limitMs;
}

export const chartSteps: Record<VendorHistoryQuery["range"], { rangeMs: number; stepMinutes: number }> = {
  "6h": { rangeMs: 6 * hourMs, stepMinutes: 10 },
  "24h": { rangeMs: dayMs, stepMinutes: 10 },
  "7d": { rangeMs: 7 * dayMs, stepMinutes: 60 },
  "30d": { rangeMs: 30 * dayMs, stepMinutes: 360 },
  "90d": { rangeMs: 90 * dayMs, stepMinutes: 360 },
};

export function stepStartMs(nowMs: number, stepMinutes: number): number {
  const stepMs = stepMinutes * 60_000;
  return Math.floor(nowMs / stepMs) * stepMs;
}
