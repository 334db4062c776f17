import type { Product } from "#lib/contract/catalogue.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { findProduct } from "./find-product.ts";
import type { CartContext } from "./types.ts";

type Asked = { tenant: Tenant; sku: string };

/** As it was a few seconds ago at most. Throws not_found for what this shop does not sell. */
export function knowProduct(
  ctx: Pick<CartContext, "shelf" | "tracer" | "clock" | "metrics">,
  { tenant, sku }: Asked,
): Product | Promise<Product> {
  const known = ctx.shelf.known(tenant, sku);
  ctx.metrics.cacheHits.add(1, { tenant_id: tenant, result: known ? "hit" : "miss" });
  return known ?? findProduct(ctx, { tenant, sku });
}
