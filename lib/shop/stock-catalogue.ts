import { products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { assortment } from "./assortment.ts";

type Context = { store: Pick<Store, "db"> };
type Options = { /** Take everything off the shelves first. */ clear: boolean };

/** Stocks an empty catalogue and leaves any other alone. Returns how many products it put on the shelves. */
export async function stockCatalogue({ store }: Context, { clear }: Options): Promise<number> {
  return store.db.transaction(async (tx) => {
    if (clear) await tx.delete(products);
    else if ((await tx.$count(products)) > 0) return 0;
    // Replicas that start together all find it empty; the second then has nothing left to do.
    const stocked = await tx
      .insert(products)
      .values([...assortment])
      .onConflictDoNothing()
      .returning();
    return stocked.length;
  });
}
