import type { Goods, Payment, Shopper } from "../contracts.ts";

/** A shopper with the session that is open in their browser. */
export type KnownShopper = Shopper & { session: string };

/** The newest `most` payments are kept, as far as they are not older than `olderThanMs`. */
export type Pruning = { olderThanMs: number; most: number };

/** What db-service stands on: real SQL, or its like in memory. Both give the same answers. */
export type Ledger = {
  findSession(session: string): Promise<Pick<Shopper, "id" | "tenant"> | undefined>;
  findShopper(id: string): Promise<Shopper | undefined>;
  /** Those that exist, in the order of their SKU. */
  findProducts(skus: readonly string[]): Promise<Goods[]>;
  /** One order, one payment: a second one for the same order changes nothing and returns the first.
   * Throws a conflict when that is for another amount, currency or shop, or when the id is another order's. */
  recordPayment(payment: Payment): Promise<Payment>;
  /** Returns how many are gone. Payments of the same moment go together. */
  prunePayments(pruning: Pruning): Promise<number>;
};
