// The address of a shelf and the query it stands for. What the address says wrongly is left out, not refused:
// a link that was cut or mistyped should still show a shop.
import { ProductQuery } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";

export type SearchParams = Record<string, string | string[] | undefined>;

export function readShelfQuery(tenant: Tenant, params: SearchParams): ProductQuery {
  const { q, category, sort } = ProductQuery.shape;
  const read = <T>(schema: { safeParse(value: unknown): { data?: T | undefined } }, name: string) => {
    const value = firstOf(params, name);
    return value ? schema.safeParse(value).data : undefined;
  };
  return ProductQuery.parse({
    tenant,
    q: read(q, "q") || undefined,
    category: read(category, "category"),
    sort: read(sort, "sort"),
  });
}

export const maxSearchLength = ProductQuery.shape.q.unwrap().maxLength ?? Number.POSITIVE_INFINITY;

/** A search that was left out of the query for its length: whoever typed it should see it again, and why. */
export function tooLongSearch(params: SearchParams): string | undefined {
  const text = firstOf(params, "q")?.trim();
  return text && text.length > maxSearchLength ? text : undefined;
}

function firstOf(params: SearchParams, name: string): string | undefined {
  return [params[name]].flat()[0];
}

/** The same shelf with some of its query changed; `undefined` takes a part away. */
export function shelfHref(
  query: ProductQuery,
  change: { [Key in keyof ProductQuery]?: ProductQuery[Key] | undefined } = {},
) {
  const { tenant, q, category, sort } = { ...query, ...change };
  const params = new URLSearchParams();
  if (q) params.set("q", q);
  if (category) params.set("category", category);
  if (sort && sort !== "name") params.set("sort", sort);
  return `/shop/${tenant}${params.size > 0 ? `?${params}` : ""}`;
}
