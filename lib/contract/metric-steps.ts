// How finely a metric is read, and how far back each step looks. Browser and server choose alike.

/** The resolution of metrics in the warehouse. */
export const sampleIntervalMs = 5_000;

const secondMs = 1_000;
const niceStepsMs = [
  5, 10, 15, 20, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200,
].map((seconds) => seconds * secondMs);
/** As many as a chart can show apart on a small screen. */
const usualSteps = 120;
/** What one answer may hold of each series. */
export const mostSteps = 2_000;

export function usualStepMs(lengthMs: number): number {
  const fits = niceStepsMs.find((stepMs) => lengthMs / stepMs <= usualSteps);
  return fits ?? Math.ceil(lengthMs / usualSteps / secondMs) * secondMs;
}

/**
 * A rate needs several readings, and one from before the step: else what happened between two windows would be in neither.
 * It is what dashboards call the rate interval.
 */
export const rateWindowMs = (stepMs: number) => Math.max(stepMs + sampleIntervalMs, 4 * sampleIntervalMs);

/** A gauge is what it was in the step; one missed reading must not make a hole. */
export const gaugeWindowMs = (stepMs: number) => Math.max(stepMs, 2 * sampleIntervalMs);
