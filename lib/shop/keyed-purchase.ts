// What is said under a key is the same wherever something is bought.
import { AppError } from "#lib/kernel/errors.ts";

export type GivenReply = { status: number; body: string };
/** `replayed`: the very bytes that were given before. */
export type KeptReply = GivenReply & { replayed: boolean };

export function keyReused(): AppError {
  return new AppError(
    "validation_failed",
    "This Idempotency-Key was used for something else. Take a new one for each purchase.",
    { reason: "idempotency_key_reused" },
  );
}

/** The reconciler looks after such orders every few seconds. */
export function paymentUnconfirmed(cause?: unknown): AppError {
  return new AppError(
    "unavailable",
    "The order is placed, but its payment is not confirmed yet. Send the same key again in a moment: it is never charged twice.",
    { reason: "payment_unconfirmed", headers: { "retry-after": "5" }, cause },
  );
}
