// What the answer to an attempt to buy means for whoever made it.
import type { Answer, Failure } from "#components/shell/ask-server.ts";
import type { CheckoutState, Order } from "#lib/contract/order.ts";

export type Outcome =
  | { is: "ordered"; order: Order }
  /** The card was looked at and refused. Nothing was taken, and nothing is broken. */
  | { is: "declined"; failure: Failure }
  /** What was asked for cannot be had. Asking again the same way is of no use. */
  | { is: "refused"; failure: Failure }
  /** Something typed is not right. It was not tried. */
  | { is: "unreadable"; failure: Failure }
  /** The key is taken by an attempt with another card or another cart. */
  | { is: "other"; failure: Failure }
  /** Service trouble: it may be tried again with the same key. */
  | { is: "failed"; failure: Failure };

export function outcomeOf(answer: Answer<Order>): Outcome {
  if (answer.ok) return { is: "ordered", order: answer.data };
  const { failure } = answer;
  const { status, code } = failure;
  if (status === 402) return { is: "declined", failure };
  if (code === "idempotency_key_reused") return { is: "other", failure };
  if (status === 422) return { is: "unreadable", failure };
  const mayPass = status === undefined || status === 408 || status === 429 || status >= 500 || status < 400;
  return mayPass || code === "in_progress" ? { is: "failed", failure } : { is: "refused", failure };
}

/** A final answer ends the attempt: whatever is bought next has a key of its own. */
export function isFinal(outcome: Outcome): boolean {
  return outcome.is === "ordered" || outcome.is === "declined" || outcome.is === "refused";
}

/** The ledger knows for certain that this attempt took nothing and will take nothing. */
export function tookNothing(state: CheckoutState): boolean {
  return state.charged === false && (state.state === "unknown" || state.state === "refused");
}

/** Until then it is asked again. */
export function isSettled(state: CheckoutState): boolean {
  return tookNothing(state) || (state.state === "ordered" && state.charged !== null);
}
