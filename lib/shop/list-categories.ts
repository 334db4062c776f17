import { eq } from "drizzle-orm";
import type { Tenant } from "#lib/contract/tenant.ts";
import { ask } from "#lib/store/ask.ts";
import { products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Context = { store: Pick<Store, "db"> };

/** Those that have a product, in alphabetical order. */
export async function listCategories({ store }: Context, tenant: Tenant): Promise<string[]> {
  const rows = await ask(store, (db) =>
    db.selectDistinct({ category: products.category }).from(products).where(eq(products.tenant, tenant)),
  );
  return rows.map(({ category }) => category).toSorted();
}
