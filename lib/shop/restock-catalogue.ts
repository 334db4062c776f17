import { sql } from "drizzle-orm";
import { cartItems, flashSales, products } from "#lib/store/schema.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";

type Context = { store: Pick<Store, "db"> };
type Options = { /** Take everything off the shelves first. */ clear: boolean };

export type Restocked = {
  /** Products that were not on the shelves. */
  added: number;
  /** Those of which there were fewer than usual. */
  refilled: number;
  /** Those of which there was enough. */
  enough: number;
  /** What was taken off the shelves before, and what went with it. */
  cleared: { products: number; cartLines: number; flashSales: number } | undefined;
};

/** Puts back what is missing, and fills up what has become less; with `clear`, begins anew. Orders stay as they are. */
export async function restockCatalogue({ store }: Context, { clear }: Options): Promise<Restocked> {
  return store.db.transaction(async (tx) => {
    const cleared = clear ? await clearShelves(tx) : undefined;
    const touched = await tx
      .insert(products)
      .values([...assortment])
      .onConflictDoUpdate({
        target: products.sku,
        set: { stock: sql`excluded.stock` },
        setWhere: sql`${products.stock} < excluded.stock`,
      })
      // PostgreSQL's mark of a row that was not there before.
      .returning({ isNew: sql<boolean>`(xmax = 0)` });
    const added = touched.filter(({ isNew }) => isNew).length;
    const refilled = touched.length - added;
    return { added, refilled, enough: assortment.length - touched.length, cleared };
  });
}

/** Carts and flash sales name products, so they go with them. */
async function clearShelves(tx: Database): Promise<Restocked["cleared"]> {
  const cleared = {
    products: await tx.$count(products),
    cartLines: await tx.$count(cartItems),
    flashSales: await tx.$count(flashSales),
  };
  await tx.delete(products);
  return cleared;
}
