// How much may fail, how much did, and how fast the rest is going. Pure.
import type { SecondOfCalls } from "#lib/contract/mesh.ts";
import { windowSeconds } from "./call-buckets.ts";

/** Of all journeys through the entry, this share must succeed. */
export const objective = 0.995;

/** Of fewer, a single failure would be more than the whole budget. */
const leastJudged = Math.round(1 / (1 - objective));

/** What burns now is judged over this time. */
const recentSeconds = 60;

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

/** Up to this moment. Undefined without calls: nothing was promised about nothing. */
export function errorBudgetOf(history: readonly SecondOfCalls[], nowMs: number): ErrorBudget | undefined {
  const whole = sumSince(history, nowMs - windowSeconds * 1_000);
  if (whole.calls === 0) return undefined;
  const recent = sumSince(history, nowMs - recentSeconds * 1_000);
  const allowed = whole.calls * (1 - objective);
  return {
    calls: whole.calls,
    failed: whole.errors,
    allowedStill: Math.floor(allowed - whole.errors),
    left: 1 - whole.errors / allowed,
    burnRate: recent.calls === 0 ? undefined : recent.errors / recent.calls / (1 - objective),
  };
}

function sumSince(history: readonly SecondOfCalls[], sinceMs: number) {
  let [calls, errors] = [0, 0];
  for (const second of history) {
    if (second.at <= sinceMs) continue;
    calls += second.calls;
    errors += second.errors;
  }
  return { calls, errors };
}

/** One failure among a few may be chance, two are more than the budget of any few. */
export function isJudged({ calls, failed }: ErrorBudget): boolean {
  return calls >= leastJudged || failed > 1;
}

/** How many failed of how many, and what that leaves. */
export function countWords(budget: ErrorBudget): string {
  const { calls, failed, allowedStill } = budget;
  const counted = `${failed.toLocaleString("en-GB")} of ${calls.toLocaleString("en-GB")} journeys failed`;
  if (!isJudged(budget)) return `${counted}. A budget shows from ${leastJudged} on.`;
  if (allowedStill === 0) return `${counted}; not one more may.`;
  const number = Math.abs(allowedStill).toLocaleString("en-GB");
  return `${counted}${allowedStill > 0 ? `; ${number} more may.` : `, ${number} too many.`}`;
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
