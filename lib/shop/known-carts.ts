// Owns the carts that were written last, so that not every click reads its cart again. Only with the embedded database, which
// has one session: as long as the next transaction's number there is the one after our own, nobody has written anything since.
import type { CartLine } from "./cart-lines.ts";

/** Some megabytes. */
const mostCarts = 10_000;

export type Carts = ReadonlyMap<string, readonly CartLine[]>;

export type KnownCarts = {
  /** What was kept, if it is still so for a transaction that gets this number as soon as it writes. */
  recall(transaction: number): Carts;
  /** Of what a transaction has settled, whether it wrote or not. */
  keep(transaction: number, settled: { carts: Carts; written: boolean }): void;
};

export function createKnownCarts(): KnownCarts {
  const known = new Map<string, readonly CartLine[]>();
  let rightFor: number | undefined;
  return {
    recall(transaction) {
      if (transaction !== rightFor) known.clear();
      rightFor = transaction;
      return known;
    },
    keep(transaction, { carts, written }) {
      if (known.size > mostCarts) known.clear();
      for (const [key, lines] of carts) known.set(key, lines);
      rightFor = written ? transaction + 1 : transaction;
    },
  };
}
