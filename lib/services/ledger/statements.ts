// What the database is asked, in SQL.
import { and, count, eq, inArray, lt, lte, notExists, or, type Placeholder, sql } from "drizzle-orm";
import { orders, payments, products, shoppers } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import type { Payment } from "../contracts.ts";
import type { Pruning } from "./types.ts";

/** A value, or the place of one that is given later. */
type Value = string | Placeholder;

export const selectSession = (db: Database, session: Value) =>
  db.select({ id: shoppers.id, tenant: shoppers.tenant }).from(shoppers).where(eq(shoppers.session, session));

export const selectShopper = (db: Database, id: Value) =>
  db
    .select({ id: shoppers.id, tenant: shoppers.tenant, name: shoppers.name, email: shoppers.email })
    .from(shoppers)
    .where(eq(shoppers.id, id));

/** Collation "C", so that both databases sort alike, whatever locale they were created with. */
const bySku = sql`${products.sku} collate "C"`;

export const selectProducts = (db: Database, skus: readonly Value[]) =>
  db
    .select({
      sku: products.sku,
      name: products.name,
      priceMinor: products.priceMinor,
      currency: products.currency,
      stock: products.stock,
    })
    .from(products)
    .where(inArray(products.sku, [...skus]))
    .orderBy(bySku);

/** The row that is there already is touched, not changed, because only then it is returned. */
export const insertPayment = (db: Database, { paidAtMs, ...payment }: Payment) =>
  db
    .insert(payments)
    .values({ ...payment, createdAt: new Date(paidAtMs) })
    .onConflictDoUpdate({ target: payments.orderId, set: { orderId: sql`excluded.order_id` } })
    .returning({
      id: payments.id,
      orderId: payments.orderId,
      tenant: payments.tenant,
      amountMinor: payments.amountMinor,
      currency: payments.currency,
      createdAt: payments.createdAt,
    });

/** Those of visitors stay: they have an order. */
export function deletePayments(db: Database, { olderThanMs, most }: Pruning) {
  const ofNoVisitor = notExists(db.select().from(orders).where(eq(orders.id, payments.orderId)));
  const firstTooMany = sql`(select created_at from ${payments} where ${ofNoVisitor} order by created_at desc offset ${most} limit 1)`;
  const gone = db.$with("gone").as(
    db
      .delete(payments)
      .where(
        and(
          ofNoVisitor,
          or(lt(payments.createdAt, new Date(olderThanMs)), lte(payments.createdAt, firstTooMany)),
        ),
      )
      .returning({ id: payments.id }),
  );
  return db.with(gone).select({ count: count() }).from(gone);
}
