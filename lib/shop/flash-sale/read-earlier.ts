// What an earlier attempt with the same key came to.
import { eq, getTableColumns, sql } from "drizzle-orm";
import { idempotencyKeys, orders, payments } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import { anyOf } from "./settle-statements.ts";
import type { Attempt, PlacedOrder } from "./types.ts";

export type KeyRow = Pick<
  typeof idempotencyKeys.$inferSelect,
  "visitorId" | "key" | "fingerprint" | "orderId" | "replyStatus" | "replyBody"
>;
type Name = Pick<Attempt, "visitorId" | "key">;

export function nameOf({ visitorId, key }: Name): string {
  return `${visitorId} ${key}`;
}

export async function readKeys(db: Database, names: readonly Name[]): Promise<Map<string, KeyRow>> {
  const { visitorId, key, fingerprint, orderId, replyStatus, replyBody } = idempotencyKeys;
  const rows = JSON.stringify(names.map((name) => ({ visitor_id: name.visitorId, key: name.key })));
  const found = await db
    .select({ visitorId, key, fingerprint, orderId, replyStatus, replyBody })
    .from(idempotencyKeys)
    .innerJoin(
      sql`json_to_recordset(${rows}::json) as asked(visitor_id text, key text)`,
      sql`asked.visitor_id = ${visitorId} and asked.key = ${key}`,
    );
  return new Map(found.map((row) => [nameOf(row), row]));
}

export async function readOrders(
  db: Database,
  orderIds: readonly string[],
): Promise<Map<string, PlacedOrder>> {
  const found = await db
    .select({ order: getTableColumns(orders), payment: getTableColumns(payments) })
    .from(orders)
    .innerJoin(payments, eq(payments.orderId, orders.id))
    .where(sql`${orders.id} = ${anyOf(orderIds)}`);
  return new Map(found.map((placed) => [placed.order.id, placed]));
}
