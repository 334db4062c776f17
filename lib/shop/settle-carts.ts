// Changes of many carts in one transaction: three or four statements, however many they are.
import { sql } from "drizzle-orm";
import type { Tenant } from "#lib/contract/tenant.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import { cartItems, products } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { type CartLine, changeLines, type LineChange } from "./cart-lines.ts";
import { lockCarts } from "./lock-carts.ts";

export type CartChange = { visitorId: string; tenant: Tenant; change: LineChange; nowMs: number };
export type ChangedCart = {
  lines: readonly CartLine[];
  /** What is left of the product that was changed. */
  stock: number | undefined;
  /** How many changes were committed together. */
  together: number;
};

type Given = { store: Pick<Store, "db" | "kind"> };

/** In their order: a change sees what the ones before it did. One that is refused leaves its cart as it is. */
export async function settleCarts(
  { store }: Given,
  changes: readonly CartChange[],
): Promise<(ChangedCart | Error)[]> {
  return ask(store, (db) =>
    db.transaction(async (tx) => {
      const carts = await readCarts(tx, store.kind, changes);
      const stocks = await readStocks(tx, store.kind, changes);
      const before = new Map(carts);
      const outcomes = changes.map((change) => settle(carts, stocks, change, changes.length));
      await writeCarts(tx, before, carts);
      return outcomes;
    }),
  );
}

type Carts = Map<string, readonly CartLine[]>;

const cartKey = ({ visitorId, tenant }: Pick<CartChange, "visitorId" | "tenant">) => `${visitorId} ${tenant}`;

function settle(
  carts: Carts,
  stocks: ReadonlyMap<string, number>,
  asked: CartChange,
  together: number,
): ChangedCart | Error {
  const key = cartKey(asked);
  const stock = stocks.get(asked.change.sku);
  try {
    const lines = changeLines(carts.get(key) ?? [], asked.change, { stock, nowMs: asked.nowMs });
    carts.set(key, lines);
    return { lines, stock, together };
  } catch (error) {
    const refusal = asAppError(error);
    if (!refusal) throw error;
    return refusal;
  }
}

type LineRow = { visitor_id: string; tenant: Tenant; sku: string; quantity: number; added_at_ms: number };

async function readCarts(tx: Database, kind: Store["kind"], changes: readonly CartChange[]): Promise<Carts> {
  const visitorIds = [...new Set(changes.map(({ visitorId }) => visitorId))];
  await lockCarts(tx, kind, visitorIds);
  // A checkout that empties the cart right now is waited for; each line in its turn, so that nobody waits in a circle.
  const inTurn = kind === "postgres" ? sql`order by visitor_id, tenant, sku for update` : sql``;
  // A time asked for as a number need not be read from its text, which every click does for each line of a cart. Not by
  // `extract`, which computes with decimals of any length and takes longer than all the rest.
  const read = await tx.execute(sql`
    select visitor_id, tenant, sku, quantity, round(date_part('epoch', added_at) * 1000) as added_at_ms
    from ${cartItems} where visitor_id = any(${list(visitorIds)}::text[]) ${inTurn}`);
  const carts: Map<string, CartLine[]> = new Map();
  for (const row of rowsOf(read) as LineRow[]) {
    const key = cartKey({ visitorId: row.visitor_id, tenant: row.tenant });
    const lines = carts.get(key) ?? [];
    carts.set(key, lines);
    lines.push({ sku: row.sku, quantity: row.quantity, addedAtMs: row.added_at_ms });
  }
  for (const lines of carts.values()) lines.sort((one, other) => one.addedAtMs - other.addedAtMs);
  return carts;
}

/** The lock keeps a product from being taken off the shelves before the carts that name it are written. */
async function readStocks(
  tx: Database,
  kind: Store["kind"],
  changes: readonly CartChange[],
): Promise<ReadonlyMap<string, number>> {
  const skus = [...new Set(changes.map(({ change }) => change.sku))];
  const locking = kind === "postgres" ? sql`for key share` : sql``;
  const read = await tx.execute(
    sql`select sku, stock from ${products} where sku = any(${list(skus)}::text[]) ${locking}`,
  );
  const rows = rowsOf(read) as { sku: string; stock: number }[];
  return new Map(rows.map(({ sku, stock }) => [sku, stock]));
}

type Row = { visitorId: string; tenant: string } & CartLine;

async function writeCarts(tx: Database, before: ReadonlyMap<string, readonly CartLine[]>, after: Carts) {
  const put: Row[] = [];
  const gone: Row[] = [];
  for (const [key, lines] of after) {
    const was = before.get(key) ?? [];
    if (was === lines) continue;
    const [visitorId = "", tenant = ""] = key.split(" ");
    for (const line of lines) if (!was.includes(line)) put.push({ visitorId, tenant, ...line });
    for (const line of was)
      if (!lines.some(({ sku }) => sku === line.sku)) gone.push({ visitorId, tenant, ...line });
  }
  if (put.length > 0) await putRows(tx, put);
  if (gone.length > 0) await removeRows(tx, gone);
}

/** Lists as parameters: the text is the same for any number of rows, so that it is parsed once. */
function list(values: readonly (string | number)[]) {
  return sql.param([...values]);
}

async function putRows(tx: Database, rows: readonly Row[]) {
  await tx.execute(sql`
    insert into ${cartItems} (visitor_id, tenant, sku, quantity, added_at)
    select * from unnest(
      ${list(rows.map(({ visitorId }) => visitorId))}::text[],
      ${list(rows.map(({ tenant }) => tenant))}::text[],
      ${list(rows.map(({ sku }) => sku))}::text[],
      ${list(rows.map(({ quantity }) => quantity))}::int[],
      ${list(rows.map(({ addedAtMs }) => new Date(addedAtMs).toISOString()))}::timestamptz[]
    )
    on conflict (visitor_id, tenant, sku) do update set quantity = excluded.quantity`);
}

async function removeRows(tx: Database, rows: readonly Row[]) {
  await tx.execute(sql`
    delete from ${cartItems} as line
    using unnest(
      ${list(rows.map(({ visitorId }) => visitorId))}::text[],
      ${list(rows.map(({ tenant }) => tenant))}::text[],
      ${list(rows.map(({ sku }) => sku))}::text[]
    ) as gone (visitor_id, tenant, sku)
    where line.visitor_id = gone.visitor_id and line.tenant = gone.tenant and line.sku = gone.sku`);
}
