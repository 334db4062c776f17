// What the database is asked about the lines of many carts at once. The text of each statement is the same for any number
// of them, so that it is parsed once.
import { sql } from "drizzle-orm";
import type { Tenant } from "#lib/contract/tenant.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { cartItems, products } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { CartLine } from "./cart-lines.ts";

export type CartRow = { visitorId: string; tenant: Tenant } & CartLine;

type Stocks = {
  stocks: ReadonlyMap<string, number>;
  /** The number that the next transaction gets as soon as it writes; NaN, which equals nothing, where there may be others. */
  transaction: number;
};

/** The lock keeps a product from being taken off the shelves before the carts that name it are written. */
export async function readStocks(
  tx: Database,
  kind: Store["kind"],
  skus: readonly string[],
): Promise<Stocks> {
  const locking = kind === "postgres" ? sql`for key share` : sql``;
  const read = await tx.execute(sql`
    select sku, stock, pg_snapshot_xmax(pg_current_snapshot())::text as transaction
    from ${products} where sku = any(${list(skus)}) ${locking}`);
  const rows = rowsOf(read) as { sku: string; stock: number; transaction: string }[];
  return {
    stocks: new Map(rows.map(({ sku, stock }) => [sku, stock])),
    transaction: kind === "pglite" ? Number(rows[0]?.transaction) : Number.NaN,
  };
}

/** In no order. A checkout that empties one of the carts right now is waited for. */
export async function readRows(
  tx: Database,
  kind: Store["kind"],
  visitorIds: readonly string[],
): Promise<CartRow[]> {
  // Each line in its turn, so that nobody waits in a circle.
  const inTurn = kind === "postgres" ? sql`order by visitor_id, tenant, sku for update` : sql``;
  // A time asked for as a number need not be read from its text. Not by `extract`, which computes with decimals of any
  // length and takes longer than all the rest.
  const read = await tx.execute(sql`
    select visitor_id as "visitorId", tenant, sku, quantity, round(date_part('epoch', added_at) * 1000) as "addedAtMs"
    from ${cartItems} where visitor_id = any(${list(visitorIds)}) ${inTurn}`);
  return rowsOf(read) as CartRow[];
}

export async function putRows(tx: Database, rows: readonly CartRow[]): Promise<void> {
  await tx.execute(sql`
    insert into ${cartItems} (visitor_id, tenant, sku, quantity, added_at)
    select visitor, tenant, sku, quantity::int, to_timestamp(added_at_ms::float8 / 1000)
    from unnest(
      ${list(rows.map(({ visitorId }) => visitorId))},
      ${list(rows.map(({ tenant }) => tenant))},
      ${list(rows.map(({ sku }) => sku))},
      ${list(rows.map(({ quantity }) => quantity))},
      ${list(rows.map(({ addedAtMs }) => addedAtMs))}
    ) as line (visitor, tenant, sku, quantity, added_at_ms)
    on conflict (visitor_id, tenant, sku) do update set quantity = excluded.quantity`);
}

export async function removeRows(tx: Database, rows: readonly CartRow[]): Promise<void> {
  await tx.execute(sql`
    delete from ${cartItems} as line
    using unnest(
      ${list(rows.map(({ visitorId }) => visitorId))},
      ${list(rows.map(({ tenant }) => tenant))},
      ${list(rows.map(({ sku }) => sku))}
    ) as gone (visitor_id, tenant, sku)
    where line.visitor_id = gone.visitor_id and line.tenant = gone.tenant and line.sku = gone.sku`);
}

/** No id contains it. */
const between = "\u001f";

/** As one text that is split: an array's own notation takes twice as long to write and to read. */
function list(values: readonly (string | number)[]) {
  return sql`string_to_array(${values.join(between)}, ${sql.raw(`'${between}'`)})`;
}
