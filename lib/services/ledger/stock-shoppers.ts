import { shoppers } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { knownShoppers } from "./known-shoppers.ts";

/** Makes the shoppers who come by themselves known to the database. Returns how many of them it did not know. */
export async function stockShoppers({ store }: { store: Pick<Store, "db"> }): Promise<number> {
  const rows = knownShoppers.map(({ cardEnding: _, ...shopper }) => shopper);
  const added = await store.db
    .insert(shoppers)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: shoppers.id });
  return added.length;
}
