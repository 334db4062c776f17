// What the database is asked about purchases, in SQL.
import { and, eq, gt, gte, sql } from "drizzle-orm";
import { mostOfOneProduct } from "#lib/contract/cart-limits.ts";
import {
  captures,
  cartItems,
  flashSales,
  idempotencyKeys,
  orders,
  payments,
  products,
  refunds,
} from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import type { Capture, NewOrder, RefundEntry } from "../purchase-contracts.ts";

/** Locked until the end of the transaction: whoever keeps an answer under this key waits, or was first. */
export const lockKey = (db: Database, orderId: string) =>
  db
    .select({ attempt: idempotencyKeys.attempt, replyStatus: idempotencyKeys.replyStatus })
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.orderId, orderId))
    .for("update");

export const insertOrder = (db: Database, order: NewOrder) =>
  db
    .insert(orders)
    .values({
      id: order.orderId,
      visitorId: order.visitorId,
      tenant: order.tenant,
      status: "processing",
      totalMinor: order.amountMinor,
      currency: order.currency,
      items: order.lines,
      requestId: order.requestId,
      traceId: order.traceId,
      createdAt: new Date(order.placedAtMs),
    })
    .onConflictDoNothing({ target: orders.id })
    .returning({ id: orders.id });

export const insertAuthorisedPayment = (db: Database, order: NewOrder) =>
  db
    .insert(payments)
    .values({
      id: order.paymentId,
      orderId: order.orderId,
      tenant: order.tenant,
      amountMinor: order.amountMinor,
      currency: order.currency,
      state: "authorized",
      cardEnding: order.cardEnding,
      createdAt: new Date(order.placedAtMs),
    })
    .onConflictDoNothing()
    .returning({ id: payments.id });

/** Nothing is returned where there is not enough of it. */
export const takeFromShelf = (db: Database, sku: string, quantity: number) =>
  db
    .update(products)
    .set({ stock: sql`${products.stock} - ${quantity}` })
    .where(and(eq(products.sku, sku), gte(products.stock, quantity)))
    .returning({ stock: products.stock });

export const putOnShelf = (db: Database, sku: string, quantity: number) =>
  db
    .update(products)
    .set({ stock: sql`${products.stock} + ${quantity}` })
    .where(eq(products.sku, sku))
    .returning({ sku: products.sku });

export const giveBackUnits = (db: Database, saleId: string, units: number) =>
  db
    .update(flashSales)
    .set({ leftUnits: sql`${flashSales.leftUnits} + ${units}` })
    .where(eq(flashSales.id, saleId));

const ofCart = ({ visitorId, tenant }: Pick<NewOrder, "visitorId" | "tenant">, sku: string) => [
  eq(cartItems.visitorId, visitorId),
  eq(cartItems.tenant, tenant),
  eq(cartItems.sku, sku),
];

type Whose = Pick<NewOrder, "visitorId" | "tenant">;

export const removeLine = (db: Database, whose: Whose, sku: string, quantity: number) =>
  db
    .delete(cartItems)
    .where(and(...ofCart(whose, sku), eq(cartItems.quantity, quantity)))
    .returning({ sku: cartItems.sku });

/** What was put in while the purchase was under way stays. */
export const reduceLine = (db: Database, whose: Whose, sku: string, quantity: number) =>
  db
    .update(cartItems)
    .set({ quantity: sql`${cartItems.quantity} - ${quantity}` })
    .where(and(...ofCart(whose, sku), gt(cartItems.quantity, quantity)))
    .returning({ sku: cartItems.sku });

/** As if it had never been taken out. */
export const putBackInCart = (
  db: Database,
  { visitorId, tenant }: Whose,
  { sku, quantity }: { sku: string; quantity: number },
  addedAt: Date,
) =>
  db
    .insert(cartItems)
    .values({ visitorId, tenant, sku, quantity, addedAt })
    .onConflictDoUpdate({
      target: [cartItems.visitorId, cartItems.tenant, cartItems.sku],
      set: { quantity: sql`least(${cartItems.quantity} + excluded.quantity, ${mostOfOneProduct})` },
    });

export const selectOrder = (db: Database, orderId: string) =>
  db
    .select({
      orderId: orders.id,
      status: orders.status,
      visitorId: orders.visitorId,
      tenant: orders.tenant,
      items: orders.items,
      flashSaleId: orders.flashSaleId,
      amountMinor: orders.totalMinor,
      createdAt: orders.createdAt,
    })
    .from(orders)
    .where(eq(orders.id, orderId));

export const selectOpenPayment = (db: Database, orderId: string) =>
  db
    .select({
      orderId: orders.id,
      status: orders.status,
      paymentId: payments.id,
      amountMinor: payments.amountMinor,
      currency: payments.currency,
      cardEnding: payments.cardEnding,
    })
    .from(orders)
    .innerJoin(payments, eq(payments.orderId, orders.id))
    .where(eq(orders.id, orderId));

export const setOrderStatus = (db: Database, orderId: string, status: typeof orders.$inferInsert.status) =>
  db.update(orders).set({ status }).where(eq(orders.id, orderId)).returning({ id: orders.id });

export const setPaymentState = (db: Database, orderId: string, state: typeof payments.$inferSelect.state) =>
  db.update(payments).set({ state }).where(eq(payments.orderId, orderId)).returning({ id: payments.id });

/** The row that is there already is touched, not changed, because only then it is returned. */
export const insertCapture = (db: Database, { capturedAtMs, ...capture }: Capture) =>
  db
    .insert(captures)
    .values({ ...capture, capturedAt: new Date(capturedAtMs) })
    .onConflictDoUpdate({ target: captures.paymentId, set: { paymentId: sql`excluded.payment_id` } })
    .returning();

export const selectCapture = (db: Database, paymentId: string) =>
  db
    .select({
      paymentId: captures.paymentId,
      orderId: captures.orderId,
      amountMinor: captures.amountMinor,
      currency: captures.currency,
      cardEnding: captures.cardEnding,
      capturedAt: captures.capturedAt,
    })
    .from(captures)
    .where(eq(captures.paymentId, paymentId));

export const selectPaymentSums = (db: Database, orderId: string) =>
  db
    .select({ amountMinor: payments.amountMinor, refundedMinor: payments.refundedMinor })
    .from(payments)
    .where(eq(payments.orderId, orderId));

export const selectRefund = (db: Database, refundId: string) =>
  db
    .select({ orderId: refunds.orderId, amountMinor: refunds.amountMinor })
    .from(refunds)
    .where(eq(refunds.id, refundId));

export const insertRefund = (db: Database, refund: RefundEntry, amountMinor: number) =>
  db.insert(refunds).values({
    id: refund.refundId,
    orderId: refund.orderId,
    amountMinor,
    reason: refund.reason,
    createdAt: new Date(refund.refundedAtMs),
  });

export const addToRefunded = (db: Database, orderId: string, amountMinor: number) =>
  db
    .update(payments)
    .set({ refundedMinor: sql`${payments.refundedMinor} + ${amountMinor}` })
    .where(eq(payments.orderId, orderId));

export const addToNetworkRefunds = (db: Database, orderId: string, amountMinor: number) =>
  db
    .update(captures)
    .set({ refundedMinor: sql`${captures.refundedMinor} + ${amountMinor}` })
    .where(eq(captures.orderId, orderId));
