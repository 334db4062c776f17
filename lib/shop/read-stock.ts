import { gt, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Clock } from "#lib/kernel/clock.ts";
import { ask } from "#lib/store/ask.ts";
import { flashSales, products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Context = { store: Pick<Store, "db">; clock: Pick<Clock, "nowMs"> };

/** Units left, by SKU for products and by id for flash sales that are on or come: all at one moment. */
export async function readStock({ store, clock }: Context): Promise<Map<string, number>> {
  const now = new Date(clock.nowMs());
  const rows = await ask(store, (db) =>
    unionAll(
      db.select({ key: sql<string>`${products.sku}`.as("key"), left: products.stock }).from(products),
      db
        .select({ key: sql<string>`${flashSales.id}`.as("key"), left: flashSales.leftUnits })
        .from(flashSales)
        .where(gt(flashSales.endsAt, now)),
    ),
  );
  return new Map(rows.map(({ key, left }) => [key, left]));
}
