// Which open orders this process looks after: no two processes have the same one in hand at a time.

import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import { orders } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Context = { store: Pick<Store, "db"> };
export type Open = { orderId: string; visitorId: string; tenant: "merch" | "coupons" };

/** By the database's clock, which is the same for every process. */
const inMs = (ms: number) => sql`now() + ${ms}::double precision * interval '1 millisecond'`;
const isFree = or(isNull(orders.settlingUntil), lt(orders.settlingUntil, sql`now()`));

/** Those never tried first, then those whose last try is longest ago: what stays open starves nobody. */
export function claimOpenOrders(
  { store }: Context,
  { placedBefore, most, forMs }: { placedBefore: Date; most: number; forMs: number },
): Promise<Open[]> {
  return ask(store, async (db) => {
    const due = db.$with("due").as(
      db
        .select({ id: orders.id })
        .from(orders)
        .where(and(eq(orders.status, "processing"), lt(orders.createdAt, placedBefore), isFree))
        .orderBy(sql`${orders.settlingUntil} nulls first`, orders.createdAt, orders.id)
        .limit(most)
        .for("update", { skipLocked: true }),
    );
    return db
      .with(due)
      .update(orders)
      .set({ settlingUntil: inMs(forMs) })
      .from(due)
      .where(eq(orders.id, due.id))
      .returning({ orderId: orders.id, visitorId: orders.visitorId, tenant: orders.tenant });
  });
}

/** Where a database belongs to one process, what an earlier one had in hand is nobody's. */
export async function releaseOpenOrders({ store }: Context): Promise<void> {
  await ask(store, (db) =>
    db
      .update(orders)
      .set({ settlingUntil: null })
      .where(and(eq(orders.status, "processing"), isNotNull(orders.settlingUntil))),
  );
}
