// The limits of the rules for services: how much of what, in which time, for how long. None of them is reached by what
// goes wrong in a healthy world, where a card network fails 1 of 500 times.
import type { ServiceRule } from "#lib/contract/alert-words.ts";
import type { AlertSeverity } from "#lib/contract/vendor-questions.ts";

/** A share of calls means nothing below these. */
export const fewest = { calls: 20, errors: 3 };

/**
 * `windowSeconds` is what counts; in `recentSeconds` it must still be so, or what is over would hold until it has left
 * the window.
 */
export const errorRate = {
  limit: 0.05,
  windowSeconds: 30,
  recentSeconds: 10,
  nowSeconds: 5,
  forMs: 15_000,
  failedForMs: 3_000,
};
export const latency = { windowSeconds: 30, recentSeconds: 10, forMs: 20_000 };
export const paymentSuccess = { limit: 0.95, windowSeconds: 120, recentSeconds: 30, forMs: 15_000 };
export const breakerOpen = { forMs: 5_000 };
export const stockConflicts = { windowSeconds: 60, forMs: 0 };
/** Of all requests so many must succeed in a month. A rate of 1 uses up just what may fail. */
export const objective = 0.995;
export const burnRates = [
  { times: 14.4, windowSeconds: 300, recentSeconds: 30, forMs: 30_000, severity: "red-high" },
  { times: 6, windowSeconds: 900, recentSeconds: 75, forMs: 60_000, severity: "red" },
] as const;
/** The rate of a month cannot be told from less. */
export const fewestOfBudget = { calls: 100, errors: 10 };

type Step = readonly [from: number, severity: AlertSeverity];
/** The first step that a value reaches. */
export const errorSteps: readonly Step[] = [
  [0.5, "cherry"],
  [0.25, "red-high"],
  [0.1, "red"],
];
/** Of what may not succeed. */
export const paymentSteps: readonly Step[] = [
  [0.2, "cherry"],
  [0.1, "red-high"],
  [0, "red"],
];
/** Times its limit. */
export const latencySteps: readonly Step[] = [
  [8, "red-high"],
  [3, "red"],
];

export function severityAt(value: number, steps: readonly Step[]): AlertSeverity {
  return steps.find(([from]) => value >= from)?.[1] ?? "yellow";
}

/** A cause keeps the alerts of services that depend on it from being told as news of their own. */
export const follows: Partial<Record<ServiceRule, readonly ServiceRule[]>> = {
  "error-rate": ["error-rate", "latency", "breaker-open", "burn-rate", "payment-success"],
  latency: ["latency"],
};

/** What no process has found true for so long is over. */
export const unseenMs = 30_000;

/** How long after its cause an alert may still hold because of it: for as long as its window remembers, and a little. */
export function lingerMs(rule: string): number {
  return unseenMs + 1_000 * (rememberedSeconds[rule] ?? 0);
}

/** How long after somebody resolved it an alert may fire again: what its window still remembers was seen to. */
export function againAfterMs({ rule, forMs }: { rule: string; forMs: number }): number {
  return Math.max(forMs, 1_000 * (rememberedSeconds[rule] ?? 0));
}

const rememberedSeconds: Readonly<Record<string, number>> = {
  "error-rate": errorRate.recentSeconds,
  latency: latency.recentSeconds,
  "payment-success": paymentSuccess.recentSeconds,
  "burn-rate": burnRates[1].recentSeconds,
  "stock-conflicts": stockConflicts.windowSeconds,
};
export const longestLingerMs = unseenMs + 1_000 * Math.max(...Object.values(rememberedSeconds));
