// What the database and the cache are asked, with what the semantic conventions want to know of it.
import { z } from "zod";
import { Tenant } from "#lib/contract/tenant.ts";
import { defineOperation } from "#lib/mesh/operation.ts";
import type { OperationSpec } from "#lib/mesh/types.ts";
import { Goods, Payment, Session, Shopper, ShopperId, Sku } from "./contracts.ts";
import { purchaseOperations } from "./purchase-data-operations.ts";

const mostSkusAtOnce = 20;

export const database = {
  findSession: defineOperation({
    service: "db-service",
    name: "find-session",
    input: z.object({ session: Session }),
    output: z.object({ shopper: z.object({ id: ShopperId, tenant: Tenant }).nullable() }),
    repeatable: true,
    statement: select("shoppers", "select id, tenant from shoppers where session = $1"),
  }),
  findShopper: defineOperation({
    service: "db-service",
    name: "find-shopper",
    input: z.object({ id: ShopperId }),
    output: z.object({ shopper: Shopper.nullable() }),
    repeatable: true,
    statement: select("shoppers", "select id, tenant, name, email from shoppers where id = $1"),
  }),
  /** Those that exist, in the order of their SKU. */
  findProducts: defineOperation({
    service: "db-service",
    name: "find-products",
    input: z.object({ skus: z.array(Sku).min(1).max(mostSkusAtOnce) }),
    output: z.object({ products: z.array(Goods) }),
    repeatable: true,
    statement: select(
      "products",
      'select sku, name, price_minor, currency, stock from products where sku in ($1) order by sku collate "C"',
    ),
  }),
  /** One order, one payment: a second one for the same order changes nothing and returns the first.
   * Refused when that is for another amount, currency or shop, or when the id is another order's. */
  recordPayment: defineOperation({
    service: "db-service",
    name: "record-payment",
    input: Payment,
    output: Payment,
    repeatable: true,
    statement: {
      system: "postgresql",
      operation: "INSERT",
      collection: "payments",
      text: "insert into payments (id, order_id, tenant, amount_minor, currency, state, card_ending, refunded_minor, created_at) values ($1, $2, $3, $4, $5, default, default, default, $6) on conflict (order_id) do update set order_id = excluded.order_id returning id, order_id, tenant, amount_minor, currency, created_at",
    },
  }),
  ...purchaseOperations,
};

const Key = z.string().min(1).max(200);
const longestValue = 16_384;
const longestTtlMs = 3_600_000;

export const cache = {
  get: defineOperation({
    service: "cache-service",
    name: "get",
    input: z.object({ key: Key }),
    output: z.object({ value: z.string().nullable() }),
    repeatable: true,
    statement: { system: "lru-cache", operation: "GET", collection: "entries", text: "GET ?" },
  }),
  set: defineOperation({
    service: "cache-service",
    name: "set",
    input: z.object({
      key: Key,
      value: z.string().max(longestValue),
      ttlMs: z.int().min(1).max(longestTtlMs),
    }),
    output: z.object({ stored: z.boolean() }),
    repeatable: true,
    statement: { system: "lru-cache", operation: "SET", collection: "entries", text: "SET ? ? PX ?" },
  }),
};

function select(collection: string, text: string): NonNullable<OperationSpec["statement"]> {
  return { system: "postgresql", operation: "SELECT", collection, text };
}
