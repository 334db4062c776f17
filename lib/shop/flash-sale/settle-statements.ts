// What a crowd costs the database: three statements, each a transaction of its own. Rows travel as JSON, so that the text
// of a statement is the same for any number of buyers.

import { sql } from "drizzle-orm";
import { rowsOf } from "#lib/store/rows-of.ts";
import { captures, flashSales, idempotencyKeys, orders, payments } from "#lib/store/schema.ts";
import type { Database } from "#lib/store/types.ts";
import type { GivenReply } from "../keyed-purchase.ts";
import { orderIdOf, paymentIdOf } from "../order-id.ts";
import type { Attempt, OpenSale } from "./types.ts";

export type Claim = { attempt: Attempt; pays: boolean };
/** `fresh`: nobody had used the key. `bought`: an order is placed, and one unit is gone. */
export type Claimed = { fresh: boolean; bought: boolean };

/**
 * Keys, units, orders and authorised payments: all of it, or nothing. The row of the sale is locked before the first key,
 * and keys come in one order, so that two processes with the same buyers never wait for each other. Who comes first in
 * the list is served first; none is served when the sale is not open. What has a payment already fails nobody but itself.
 */
export async function claimUnits(
  db: Database,
  { id, tenant, sku, name, priceMinor, currency }: OpenSale,
  claims: readonly Claim[],
  at: string,
): Promise<Claimed[]> {
  const rows = JSON.stringify(claims.map(toRow));
  const items = JSON.stringify([{ sku, name, quantity: 1, priceMinor }]);
  const result = await db.execute(sql`
    with asked as materialized (
      select * from json_to_recordset(${rows}::json) as asked(place integer, visitor_id text, key text, fingerprint text,
        order_id text, payment_id text, card_ending text, request_id text, trace_id text, pays boolean)
    ), sale as materialized (
      select id, left_units from ${flashSales}
      where id = ${id} and starts_at <= ${at}::timestamptz and ends_at > ${at}::timestamptz
      for update
    ), fresh as (
      insert into ${idempotencyKeys} (visitor_id, key, fingerprint, order_id, created_at)
      select visitor_id, key, fingerprint, order_id, ${at}::timestamptz from asked, sale
      where not exists (select from ${payments} as paid where paid.order_id = asked.order_id)
      order by visitor_id, key
      on conflict do nothing
      returning visitor_id, key
    ), served as materialized (
      select paying.* from (
        select asked.*, row_number() over (order by place) as turn
        from asked join fresh using (visitor_id, key) where pays
      ) as paying, sale where turn <= sale.left_units
    ), placed as (
      insert into ${orders} (id, visitor_id, tenant, status, total_minor, currency, items, flash_sale_id, request_id,
        trace_id, created_at)
      select order_id, visitor_id, ${tenant}, 'processing', ${priceMinor}::integer, ${currency}, ${items}::jsonb, ${id},
        request_id, trace_id, ${at}::timestamptz
      from served
    ), authorized as (
      insert into ${payments} (id, order_id, tenant, amount_minor, currency, state, card_ending, created_at)
      select payment_id, order_id, ${tenant}, ${priceMinor}::integer, ${currency}, 'authorized', card_ending,
        ${at}::timestamptz
      from served
    ), taken as (
      update ${flashSales} as stock set left_units = stock.left_units - (select count(*) from served)
      from sale where stock.id = sale.id and exists (select from served)
    )
    select place, fresh.key is not null as fresh, served.place is not null as bought
    from asked left join fresh using (visitor_id, key) left join served using (place)`);
  const claimed = new Array<Claimed>(claims.length).fill({ fresh: false, bought: false });
  for (const { place, fresh, bought } of rowsOf(result))
    claimed[Number(place)] = { fresh: fresh === true, bought: bought === true };
  return claimed;
}

function toRow({ attempt, pays }: Claim, place: number) {
  const { visitorId, key, fingerprint, cardEnding, requestId, traceId } = attempt;
  const orderId = orderIdOf(visitorId, key);
  return {
    place,
    visitor_id: visitorId,
    key,
    fingerprint,
    order_id: orderId,
    payment_id: paymentIdOf(orderId),
    card_ending: cardEnding,
    request_id: requestId,
    trace_id: traceId,
    pays,
  };
}

/** The card network takes the money, once for each payment, in books of its own. */
export async function capturePayments(db: Database, orderIds: readonly string[], at: string): Promise<void> {
  await db.execute(sql`
    insert into ${captures} (payment_id, order_id, amount_minor, currency, card_ending, captured_at)
    select id, order_id, amount_minor, currency, card_ending, ${at}::timestamptz from ${payments}
    where order_id = ${anyOf(orderIds)} and state = 'authorized'
    on conflict do nothing`);
}

export type Reply = { attempt: Pick<Attempt, "visitorId" | "key">; reply: GivenReply };

/**
 * Keeps what is about to be answered, with our books for what was bought. A reply that is there already stays; whose is
 * kept is returned. An order is locked before its payment, as by everybody: of its own accord PostgreSQL would run the
 * last part first.
 */
export async function confirmAndKeep(
  db: Database,
  orderIds: readonly string[],
  replies: readonly Reply[],
): Promise<Reply["attempt"][]> {
  const rows = JSON.stringify(
    replies.map(({ attempt, reply }) => ({
      visitor_id: attempt.visitorId,
      key: attempt.key,
      status: reply.status,
      body: reply.body,
    })),
  );
  const these = anyOf(orderIds);
  const result = await db.execute(sql`
    with paid as (
      update ${orders} set status = 'paid' where id = ${these} and status = 'processing' returning id
    ), captured as (
      update ${payments} set state = 'captured' from paid where order_id = paid.id and state = 'authorized'
    )
    update ${idempotencyKeys} as kept set reply_status = given.status, reply_body = given.body
    from json_to_recordset(${rows}::json) as given(visitor_id text, key text, status integer, body text)
    where kept.visitor_id = given.visitor_id and kept.key = given.key and kept.reply_status is null
    returning kept.visitor_id, kept.key`);
  return rowsOf(result).map(({ visitor_id, key }) => ({ visitorId: String(visitor_id), key: String(key) }));
}

/** Ids have no comma. As one text the statement is the same for any number of them. */
export function anyOf(ids: readonly string[]) {
  return sql`any(string_to_array(${ids.join(",")}, ','))`;
}
