import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { Product, type ProductQuery } from "#lib/contract/catalogue.ts";
import { ask } from "#lib/store/ask.ts";
import { products } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";

type Context = { store: Pick<Store, "db"> };

/** Collation "C", so that both databases sort alike, whatever locale they were created with. */
const byName = sql`lower(${products.name}) collate "C"`;

const orders: Record<ProductQuery["sort"], SQL> = {
  name: asc(byName),
  price: asc(products.priceMinor),
  "-price": desc(products.priceMinor),
  stock: asc(products.stock),
};

export async function listProducts({ store }: Context, query: ProductQuery): Promise<Product[]> {
  const { tenant, q = "", category, sort } = query;
  if (holdsNul(q) || holdsNul(category ?? "")) return [];
  const inTenant = eq(products.tenant, tenant);
  const inCategory = category ? eq(products.category, category) : undefined;
  const rows = await ask(store, (db) =>
    db
      .select()
      .from(products)
      .where(and(inTenant, inCategory, ...matching(q)))
      .orderBy(orders[sort], asc(byName), asc(products.sku)),
  );
  return rows.map((row) => Product.parse(row));
}

/** Every word must be in the name or the description. `strpos` knows no wildcards that would need escaping. */
function matching(q: string): SQL[] {
  const text = sql`lower(${products.name} || ' ' || ${products.description})`;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return words.map((word) => sql`strpos(${text}, ${word}) > 0`);
}

/** PostgreSQL refuses the character in any text, and no product has it. */
function holdsNul(text: string): boolean {
  return text.includes("\0");
}
