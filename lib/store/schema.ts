// Business state. One table per noun; money in minor units; times with time zone.
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { OrderItem, OrderStatus, OrderStep } from "#lib/contract/order.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

export const products = pgTable(
  "products",
  {
    sku: text().primaryKey(),
    slug: text().notNull().unique(),
    tenant: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    category: text().notNull(),
    priceMinor: integer("price_minor").notNull(),
    currency: text().notNull(),
    stock: integer().notNull(),
    picture: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    check("products_price_not_negative", sql`${table.priceMinor} >= 0`),
    check("products_stock_not_negative", sql`${table.stock} >= 0`),
  ],
);

/** Who comes to the shop by themselves, with the session that is open in their browser. */
export const shoppers = pgTable("shoppers", {
  id: text().primaryKey(),
  tenant: text().notNull(),
  name: text().notNull(),
  email: text().notNull(),
  session: text().notNull().unique(),
});

/** What visitors want to buy. */
export const cartItems = pgTable(
  "cart_items",
  {
    visitorId: text("visitor_id").notNull(),
    tenant: text().$type<Tenant>().notNull(),
    sku: text()
      .notNull()
      .references(() => products.sku, { onDelete: "cascade" }),
    quantity: integer().notNull(),
    addedAt: timestamp("added_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.visitorId, table.tenant, table.sku] }),
    check("cart_items_quantity_positive", sql`${table.quantity} > 0`),
  ],
);

/** What visitors bought. The lines are as they were then, and never change. */
export const orders = pgTable(
  "orders",
  {
    id: text().primaryKey(),
    visitorId: text("visitor_id").notNull(),
    tenant: text().$type<Tenant>().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    totalMinor: integer("total_minor").notNull(),
    currency: text().notNull(),
    items: jsonb().$type<OrderItem[]>().notNull(),
    steps: jsonb().$type<OrderStep[]>().notNull().default([]),
    flashSaleId: text("flash_sale_id"),
    requestId: text("request_id").notNull(),
    traceId: text("trace_id").notNull(),
    /** Until then a process brings it to its end, or has tried to. */
    settlingUntil: timestamp("settling_until", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    check("orders_total_not_negative", sql`${table.totalMinor} >= 0`),
    index("orders_of_visitor").on(table.visitorId, table.tenant, table.createdAt),
    index("orders_created_at").on(table.createdAt),
    index("orders_processing").on(table.createdAt).where(sql`${table.status} = 'processing'`),
  ],
);

/**
 * What was paid, in our books. A payment without an order is a background shopper's; of those only the newest are kept.
 */
export const payments = pgTable(
  "payments",
  {
    id: text().primaryKey(),
    orderId: text("order_id").notNull().unique(),
    tenant: text().notNull(),
    amountMinor: integer("amount_minor").notNull(),
    currency: text().notNull(),
    state: text().$type<"authorized" | "captured" | "cancelled">().notNull().default("captured"),
    cardEnding: text("card_ending").notNull().default(""),
    refundedMinor: integer("refunded_minor").notNull().default(0),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    check("payments_amount_not_negative", sql`${table.amountMinor} >= 0`),
    check("payments_refunded_within_amount", sql`${table.refundedMinor} between 0 and ${table.amountMinor}`),
    index("payments_created_at").on(table.createdAt),
  ],
);

export const refunds = pgTable(
  "refunds",
  {
    id: text().primaryKey(),
    orderId: text("order_id")
      .notNull()
      .references(() => orders.id),
    amountMinor: integer("amount_minor").notNull(),
    reason: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    check("refunds_amount_positive", sql`${table.amountMinor} > 0`),
    index("refunds_of_order").on(table.orderId),
  ],
);

/** The card network's own books: what it took, whatever ours say. Written in transactions of its own. */
export const captures = pgTable("captures", {
  paymentId: text("payment_id").primaryKey(),
  orderId: text("order_id").notNull(),
  amountMinor: integer("amount_minor").notNull(),
  currency: text().notNull(),
  cardEnding: text("card_ending").notNull(),
  refundedMinor: integer("refunded_minor").notNull().default(0),
  capturedAt: timestamp("captured_at", { withTimezone: true }).notNull(),
});

/** One row for each key that a visitor sent; the final answer is kept, to be given again byte for byte. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    visitorId: text("visitor_id").notNull(),
    key: text().notNull(),
    /** Of what was asked for: the same key with something else is refused. */
    fingerprint: text().notNull(),
    /** What the key can make at most one of: an order, or a refund. */
    orderId: text("order_id").notNull(),
    /** Only the newest attempt may still make it: an earlier one was given up, and its answer may be that nothing came of it. */
    attempt: integer().notNull().default(1),
    /** Until then a process is at work on it. */
    claimedUntil: timestamp("claimed_until", { withTimezone: true }),
    replyStatus: integer("reply_status"),
    replyBody: text("reply_body"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.visitorId, table.key] }),
    index("idempotency_keys_created_at").on(table.createdAt),
    index("idempotency_keys_order_id").on(table.orderId),
  ],
);

/** `left_units` is the hot row of the house. */
export const flashSales = pgTable(
  "flash_sales",
  {
    id: text().primaryKey(),
    tenant: text().$type<Tenant>().notNull(),
    sku: text()
      .notNull()
      .references(() => products.sku, { onDelete: "cascade" }),
    priceMinor: integer("price_minor").notNull(),
    units: integer().notNull(),
    leftUnits: integer("left_units").notNull(),
    startsAt: timestamp("starts_at", { withTimezone: true }).notNull(),
    endsAt: timestamp("ends_at", { withTimezone: true }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    check("flash_sales_left_within_units", sql`${table.leftUnits} between 0 and ${table.units}`),
    check("flash_sales_end_after_start", sql`${table.endsAt} > ${table.startsAt}`),
    index("flash_sales_of_tenant").on(table.tenant, table.endsAt),
  ],
);

/** Log events on their way to a receiver. A row goes when the receiver has it, or when it had to be dropped. */
export const shippingOutbox = pgTable(
  "shipping_outbox",
  {
    position: bigserial({ mode: "number" }).primaryKey(),
    signalId: text("signal_id").notNull().unique(),
    event: text().notNull(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: timestamp("next_attempt_at", { withTimezone: true }).notNull(),
    /** Until then one process has it in hand; nobody else sends or drops it. */
    claimedUntil: timestamp("claimed_until", { withTimezone: true }),
  },
  (table) => [index("shipping_outbox_next_attempt_at").on(table.nextAttemptAt)],
);

/** What became of log events that have left the outbox. Kept here, so that no count dies with a process. */
export const shippingTotals = pgTable("shipping_totals", {
  outcome: text().primaryKey(),
  events: bigint({ mode: "number" }).notNull(),
});
