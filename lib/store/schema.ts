// Business state. One table per noun; money in minor units; times with time zone.
import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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
