// What the books refuse, in the same words whichever ledger keeps them.
import { AppError } from "#lib/kernel/errors.ts";
import type { Payment } from "../contracts.ts";

/** The payment that an order has already, if it is for the same. */
export function samePayment(first: Payment, asked: Payment): Payment {
  const same =
    first.amountMinor === asked.amountMinor &&
    first.currency === asked.currency &&
    first.tenant === asked.tenant;
  if (same) return first;
  throw new AppError("conflict", "the order is paid already, with another amount or in another shop");
}

export function paymentIdTaken(cause?: unknown): AppError {
  return new AppError("conflict", "the payment id belongs to another order", { cause });
}
