// What is for sale, as services get at it.
import type { ServiceContext } from "#lib/mesh/types.ts";
import { readThroughCache } from "./cache-aside.ts";
import { type Freshness, Goods } from "./contracts.ts";
import { database } from "./data-operations.ts";

/** Prices and stock may be this old where nothing is promised yet. */
const goodsFreshMs = 6_000;
/** For who would rather know what it was than nothing. */
const goodsKeptMs = 300_000;

export async function readGoods(ctx: ServiceContext, skus: readonly string[]): Promise<Map<string, Goods>> {
  const { products } = await ctx.call(database.findProducts, { skus: [...skus] });
  return new Map(products.map((product) => [product.sku, product]));
}

export function recallGoods(
  ctx: ServiceContext,
  skus: readonly string[],
  freshness: Freshness,
): Promise<Map<string, Goods>> {
  return readThroughCache(ctx, {
    subject: "product",
    ids: skus,
    schema: Goods,
    freshMs: freshness === "now" ? 0 : goodsFreshMs,
    keptMs: goodsKeptMs,
    staleIsBetterThanNothing: freshness === "any",
    load: (missing) => readGoods(ctx, missing),
  });
}
