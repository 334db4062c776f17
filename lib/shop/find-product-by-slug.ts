import { and, eq } from "drizzle-orm";
import { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { ask } from "#lib/store/ask.ts";
import { products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Context = { store: Pick<Store, "db"> };

const slugPattern = /^[a-z0-9-]{1,100}$/;

/** By the last part of its page's address. Undefined for what this shop does not sell. */
export async function findProductBySlug(
  { store }: Context,
  { tenant, slug }: { tenant: Tenant; slug: string },
): Promise<Product | undefined> {
  if (!slugPattern.test(slug)) return undefined;
  const [row] = await ask(store, (db) =>
    db
      .select()
      .from(products)
      .where(and(eq(products.tenant, tenant), eq(products.slug, slug)))
      .limit(1),
  );
  return row && Product.parse(row);
}
