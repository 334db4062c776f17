// Orders of many buyers in one statement each.
import { eq, getTableColumns, sql } from "drizzle-orm";
import { captures, orders, payments } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import type { OrderRow, PaymentRow } from "../read-order.ts";

export type BoughtOrder = { order: OrderRow; payment: PaymentRow };

/** All of one sale: they differ in who bought, and nothing else. */
export async function insertOrders(tx: Database, bought: readonly BoughtOrder[]): Promise<void> {
  const [first] = bought;
  if (!first) return;
  const { tenant, status, totalMinor, currency, items, flashSaleId, createdAt } = first.order;
  const rows = JSON.stringify(
    bought.map(({ order, payment }) => ({
      id: order.id,
      visitor_id: order.visitorId,
      request_id: order.requestId,
      trace_id: order.traceId,
      payment_id: payment.id,
      card_ending: payment.cardEnding,
    })),
  );
  const at = createdAt.toISOString();
  await tx.insert(orders).select(
    sql`select id, visitor_id, ${tenant}::text, ${status}::text, ${totalMinor}::integer, ${currency}::text,
        ${JSON.stringify(items)}::jsonb, '[]'::jsonb, ${flashSaleId}::text, request_id, trace_id, ${at}::timestamptz
      from json_to_recordset(${rows}::json)
        as bought(id text, visitor_id text, request_id text, trace_id text)`,
  );
  await tx.insert(payments).select(
    sql`select payment_id, id, ${tenant}::text, ${totalMinor}::integer, ${currency}::text, ${first.payment.state}::text,
        card_ending, 0, ${at}::timestamptz
      from json_to_recordset(${rows}::json) as bought(payment_id text, id text, card_ending text)`,
  );
}

export function readOrders(db: Database, orderIds: readonly string[]): Promise<BoughtOrder[]> {
  return db
    .select({ order: getTableColumns(orders), payment: getTableColumns(payments) })
    .from(orders)
    .innerJoin(payments, eq(payments.orderId, orders.id))
    .where(sql`${orders.id} = ${anyOf(orderIds)}`);
}

/** The card network takes the money, once for each payment. */
export async function insertCaptures(
  tx: Database,
  orderIds: readonly string[],
  nowMs: number,
): Promise<void> {
  const { id, orderId, amountMinor, currency, cardEnding, state } = payments;
  await tx
    .insert(captures)
    .select(
      sql`select ${id}, ${orderId}, ${amountMinor}, ${currency}, ${cardEnding}, 0, ${new Date(nowMs).toISOString()}::timestamptz
        from ${payments} where ${orderId} = ${anyOf(orderIds)} and ${state} = 'authorized'`,
    )
    .onConflictDoNothing();
}

/** Orders first, as everywhere, so that two who settle the same ones do not wait for each other. */
export async function confirmOrders(tx: Database, orderIds: readonly string[]): Promise<void> {
  const these = anyOf(orderIds);
  await tx
    .update(orders)
    .set({ status: "paid" })
    .where(sql`${orders.id} = ${these} and ${orders.status} = 'processing'`);
  await tx
    .update(payments)
    .set({ state: "captured" })
    .where(sql`${payments.orderId} = ${these} and ${payments.state} = 'authorized'`);
}

/** Ids have no comma. As one text the statement is the same for any number of them. */
function anyOf(ids: readonly string[]) {
  return sql`any(string_to_array(${ids.join(",")}, ','))`;
}
