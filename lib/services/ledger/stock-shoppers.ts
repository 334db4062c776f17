import { ne, sql } from "drizzle-orm";
import { shoppers } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { knownShoppers } from "./known-shoppers.ts";

/** Makes the shoppers who come by themselves known to the database. Returns how many it did not know like that. */
export async function stockShoppers({ store }: { store: Pick<Store, "db"> }): Promise<number> {
  const rows = knownShoppers.map(({ cardEnding: _, ...shopper }) => shopper);
  const added = await store.db
    .insert(shoppers)
    .values(rows)
    .onConflictDoUpdate({
      target: shoppers.id,
      set: { session: sql`excluded.session` },
      setWhere: ne(shoppers.session, sql`excluded.session`),
    })
    .returning({ id: shoppers.id });
  return added.length;
}
