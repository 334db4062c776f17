// How much may fail, how much did, and how fast the rest is going. Pure.
import type { Bucket } from "./call-buckets.ts";

/** Of all journeys through the entry, this share must succeed. */
export const objective = 0.995;

/** What burns now is judged over this many steps of ten seconds. */
const recentSteps = 6;

export type ErrorBudget = {
  calls: number;
  failed: number;
  /** How many more may fail; negative when too many did. */
  allowedStill: number;
  /** Share of the budget that is left, from 1 down; negative when it is overspent. */
  left: number;
  /** 1 would use up exactly the budget if it went on. Undefined without calls in the last minute. */
  burnRate: number | undefined;
};

/** Undefined without calls: nothing was promised about nothing. */
export function errorBudgetOf(buckets: readonly (Bucket | null)[]): ErrorBudget | undefined {
  const whole = sumOf(buckets);
  if (whole.calls === 0) return undefined;
  const recent = sumOf(buckets.slice(-recentSteps));
  const allowed = whole.calls * (1 - objective);
  return {
    calls: whole.calls,
    failed: whole.errors,
    allowedStill: Math.floor(allowed - whole.errors),
    left: 1 - whole.errors / allowed,
    burnRate: recent.calls === 0 ? undefined : recent.errors / recent.calls / (1 - objective),
  };
}

function sumOf(buckets: readonly (Bucket | null)[]) {
  let [calls, errors] = [0, 0];
  for (const bucket of buckets) {
    calls += bucket?.calls ?? 0;
    errors += bucket?.errors ?? 0;
  }
  return { calls, errors };
}

export function burnWords({ burnRate, left }: ErrorBudget): string {
  if (burnRate === undefined) return "No journeys in the last minute.";
  if (burnRate === 0) return "Nothing failed in the last minute.";
  const times = `${burnRate < 10 ? burnRate.toFixed(1) : Math.round(burnRate)} times`;
  if (burnRate <= 1) return `Burning ${times} as fast as it may.`;
  return left > 0
    ? `Burning ${times} as fast as it may; it will not last.`
    : `Burning ${times} as fast as it may, and nothing is left.`;
}
