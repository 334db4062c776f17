// Changes of many carts in one transaction: three or four statements, however many they are.
import type { Tenant } from "#lib/contract/tenant.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { type CartLine, changeLines, type LineChange } from "./cart-lines.ts";
import { type CartRow, putRows, readRows, readStocks, removeRows } from "./cart-rows.ts";
import type { Carts, KnownCarts } from "./known-carts.ts";
import { lockCarts } from "./lock-carts.ts";

export type CartChange = { visitorId: string; tenant: Tenant; change: LineChange; nowMs: number };
export type ChangedCart = {
  lines: readonly CartLine[];
  /** What is left of the product that was changed. */
  stock: number | undefined;
  /** How many changes were committed together. */
  together: number;
};

type Given = { store: Pick<Store, "db" | "kind">; known: KnownCarts };

/** In their order: a change sees what the ones before it did. One that is refused leaves its cart as it is. */
export async function settleCarts(
  { store, known }: Given,
  changes: readonly CartChange[],
): Promise<(ChangedCart | Error)[]> {
  const { outcomes, transaction, carts, written } = await ask(store, (db) =>
    db.transaction(async (tx) => {
      await lockCarts(tx, store.kind, visitorsOf(changes));
      const { stocks, transaction } = await readStocks(tx, store.kind, skusOf(changes));
      const before = await readCarts(tx, store.kind, changes, known.recall(transaction));
      const carts = new Map(before);
      const outcomes = changes.map((change) => settle(carts, stocks, change, changes.length));
      const written = await writeCarts(tx, before, carts);
      return { outcomes, transaction, carts, written };
    }),
  );
  known.keep(transaction, { carts, written });
  return outcomes;
}

const visitorsOf = (changes: readonly CartChange[]) => [...new Set(changes.map((one) => one.visitorId))];
const skusOf = (changes: readonly CartChange[]) => [...new Set(changes.map((one) => one.change.sku))];
const cartKey = ({ visitorId, tenant }: Pick<CartChange, "visitorId" | "tenant">) => `${visitorId} ${tenant}`;

function settle(
  carts: Map<string, readonly CartLine[]>,
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

/** Those that are changed, whether anything is in them or not. */
async function readCarts(
  tx: Database,
  kind: Store["kind"],
  changes: readonly CartChange[],
  known: Carts,
): Promise<Carts> {
  const unknown = visitorsOf(changes.filter((change) => !known.has(cartKey(change))));
  const rows = unknown.length > 0 ? await readRows(tx, kind, unknown) : [];
  rows.sort((one, other) => one.addedAtMs - other.addedAtMs);
  const read = Map.groupBy(rows, cartKey);
  const keys = new Set(changes.map(cartKey));
  return new Map([...keys].map((key) => [key, known.get(key) ?? read.get(key) ?? []]));
}

/** Returns whether there was anything to write. */
async function writeCarts(tx: Database, before: Carts, after: Carts): Promise<boolean> {
  const put: CartRow[] = [];
  const gone: CartRow[] = [];
  for (const [key, lines] of after) {
    const was = before.get(key) ?? [];
    if (was === lines) continue;
    const [visitorId, tenant] = key.split(" ") as [string, Tenant];
    for (const line of lines) if (!was.includes(line)) put.push({ ...line, visitorId, tenant });
    for (const line of was)
      if (!lines.some(({ sku }) => sku === line.sku)) gone.push({ ...line, visitorId, tenant });
  }
  if (put.length > 0) await putRows(tx, put);
  if (gone.length > 0) await removeRows(tx, gone);
  return put.length + gone.length > 0;
}
