// Owns the changes of carts that wait for the database: who comes while a transaction is under way joins the next one.

import { type Batch, createBatch } from "#lib/kernel/batch.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Store } from "#lib/store/types.ts";
import { createKnownCarts } from "./known-carts.ts";
import { type CartChange, type ChangedCart, settleCarts } from "./settle-carts.ts";

/** More in one transaction would save nothing, and make everybody wait for the last. */
const mostTogether = 256;
/** More than the database settles in two seconds. */
const mostWaiting = 10_000;

export type CartDesk = Batch<CartChange, ChangedCart>;

export function createCartDesk(given: { store: Pick<Store, "db" | "kind"> }): CartDesk {
  const ctx = { ...given, known: createKnownCarts() };
  return createBatch({
    work: (changes: readonly CartChange[]) => settleCarts(ctx, changes),
    most: mostTogether,
    queueLimit: mostWaiting,
    full: () =>
      new AppError("unavailable", "Too many carts are being changed. Try again in a moment.", {
        headers: { "retry-after": "1" },
      }),
  });
}
