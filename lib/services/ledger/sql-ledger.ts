import { sql } from "drizzle-orm";
import { type PassPoint, passNothing } from "#lib/kernel/crash-points.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { Goods, Payment, Shopper } from "../contracts.ts";
import { paymentIdTaken, samePayment } from "./check-payment.ts";
import { createSqlPurchases } from "./sql-purchases.ts";
import { deletePayments, insertPayment, selectProducts, selectSession, selectShopper } from "./statements.ts";
import type { Ledger } from "./types.ts";

const Owner = Shopper.pick({ id: true, tenant: true });

export function createSqlLedger(store: Pick<Store, "db" | "kind">, pass: PassPoint = passNothing): Ledger {
  const queries = prepareQueries(store.db);
  return {
    ...createSqlPurchases(store, pass),
    async findSession(session) {
      const [found] = await ask(store, () => queries.session.execute({ session }));
      return found && Owner.parse(found);
    },
    async findShopper(id) {
      const [found] = await ask(store, () => queries.shopper.execute({ id }));
      return found && Shopper.parse(found);
    },
    async findProducts(skus) {
      const found = await ask(store, () => queries.products(skus));
      return found.map((row) => Goods.parse(row));
    },
    async recordPayment(payment) {
      const insert = () => ask(store, (db) => insertPayment(db, payment));
      // Whose id is there may be the same payment, sent twice at once: then it is found now.
      const [row] = await insert()
        .catch((error) => {
          if (isDuplicate(error)) return insert();
          throw error;
        })
        .catch((error) => {
          throw isDuplicate(error) ? paymentIdTaken(error) : error;
        });
      return samePayment(Payment.parse({ ...row, paidAtMs: row?.createdAt.getTime() }), payment);
    },
    async prunePayments(pruning) {
      const [gone] = await ask(store, (db) => deletePayments(db, pruning));
      return gone?.count ?? 0;
    },
  };
}

/** Without a name of its own on the server, a statement may travel through any pool. */
const nameless = "";

/** Drizzle puts the text of a statement together anew each time it is asked; these are asked the most. */
function prepareQueries(db: Database) {
  const place = (name: string) => sql.placeholder(name);
  const prepareProducts = (count: number) =>
    selectProducts(
      db,
      Array.from({ length: count }, (_, nth) => place(String(nth))),
    ).prepare(nameless);
  const products = new Map<number, ReturnType<typeof prepareProducts>>();
  return {
    session: selectSession(db, place("session")).prepare(nameless),
    shopper: selectShopper(db, place("id")).prepare(nameless),
    products(skus: readonly string[]) {
      const known = products.get(skus.length) ?? prepareProducts(skus.length);
      products.set(skus.length, known);
      return known.execute({ ...skus });
    },
  };
}

/** PostgreSQL's unique_violation. Drizzle wraps what the driver threw. */
function isDuplicate(error: unknown): boolean {
  const { cause } = Object(error);
  return Object(cause).code === "23505";
}
