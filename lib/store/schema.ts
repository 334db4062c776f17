// Business state. One table per noun; money in minor units; times with time zone.
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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

/** What background shoppers paid. Only the newest are kept. */
export const payments = pgTable(
  "payments",
  {
    id: text().primaryKey(),
    orderId: text("order_id").notNull().unique(),
    tenant: text().notNull(),
    amountMinor: integer("amount_minor").notNull(),
    currency: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    check("payments_amount_not_negative", sql`${table.amountMinor} >= 0`),
    index("payments_created_at").on(table.createdAt),
  ],
);
