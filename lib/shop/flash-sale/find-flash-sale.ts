import { asc, desc, eq, getTableColumns, gt, sql } from "drizzle-orm";
import type { FlashSale } from "#lib/contract/flash-sale.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { ask } from "#lib/store/ask.ts";
import { flashSales, products } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { toFlashSale } from "./flash-sale-state.ts";

type Context = { store: Pick<Store, "db">; clock: Pick<Clock, "nowMs"> };

/** A page of sales; who has more has forgotten them. */
const mostListed = 100;

export async function findFlashSale({ store, clock }: Context, id: string): Promise<FlashSale> {
  const [found] = await ask(store, (db) => selectWithGoods(db).where(eq(flashSales.id, id)));
  if (!found) throw noSuchSale(id);
  return toFlashSale(found.sale, found.goods, clock.nowMs());
}

/** Those that are on or come first, the next to end before the others; then those that were, the last first. */
export async function listFlashSales({ store, clock }: Context): Promise<FlashSale[]> {
  const nowMs = clock.nowMs();
  const isCurrent = gt(flashSales.endsAt, new Date(nowMs));
  const rows = await ask(store, (db) =>
    selectWithGoods(db)
      .orderBy(
        desc(isCurrent),
        sql`case when ${isCurrent} then ${flashSales.endsAt} end`,
        desc(flashSales.endsAt),
        asc(flashSales.id),
      )
      .limit(mostListed),
  );
  return rows.map(({ sale, goods }) => toFlashSale(sale, goods, nowMs));
}

export function noSuchSale(id: string): AppError {
  return new AppError(
    "not_found",
    `There is no flash sale ${id}. GET /api/flash-sales lists those there are.`,
  );
}

export function selectWithGoods(db: Database) {
  return db
    .select({ sale: getTableColumns(flashSales), goods: getTableColumns(products) })
    .from(flashSales)
    .innerJoin(products, eq(products.sku, flashSales.sku));
}
