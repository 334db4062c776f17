// Retries help against a hiccup and kill whoever is overloaded already: they may only ever be a share of the calls.
import type { Random } from "#lib/kernel/random.ts";

export type RetryBudget = {
  /** Called once a call, whatever becomes of it. */
  earn(): void;
  /** False when there must be no retry now. */
  spend(): boolean;
};

/** Counted in fifths of a retry: a call earns one of them, and whole numbers do not drift. */
const retryCosts = 5;
const most = 10 * retryCosts;

export function createRetryBudget(): RetryBudget {
  let held = most;
  return {
    earn() {
      held = Math.min(most, held + 1);
    },
    spend() {
      if (held < retryCosts) return false;
      held -= retryCosts;
      return true;
    },
  };
}

const firstMs = 25;
const longestMs = 400;

/** How long to wait after the attempt, counted from 0: anything up to a time that doubles, so that callers spread out. */
export function backoffMs(random: Random, attempt: number): number {
  return random.next() * Math.min(longestMs, firstMs * 2 ** attempt);
}
