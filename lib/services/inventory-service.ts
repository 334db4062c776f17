import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import type { Goods, Lines, Quote } from "./contracts.ts";
import { readGoods, recallGoods } from "./goods.ts";
import { inventory } from "./operations.ts";
import { goodsByScript } from "./scripted-chain.ts";

const lockTroubleRate = 0.001;

export const inventoryService = defineService("inventory-service", [
  host(inventory.check, async (ctx, { lines, freshness }) => {
    await ctx.work(8);
    return price(ctx, lines, await recallGoods(ctx, skusOf(lines), freshness));
  }),
  host(inventory.reserve, async (ctx, { orderId, lines }) => {
    await ctx.work(8);
    if (ctx.random("shelf").chance(lockTroubleRate))
      throw new ServiceError(503, "shelf is locked by a stocktaking");
    const quote = price(ctx, lines, await readGoods(ctx, skusOf(lines)));
    ctx.log.info("goods reserved", { order_id: orderId, lines: lines.length });
    return quote;
  }),
  host(inventory.pick, async (ctx, { orderId, lines }) => {
    await ctx.work(8);
    // What is left is news: whoever looks into the cache next sees it.
    await recallGoods(ctx, skusOf(lines), "now");
    ctx.log.info("goods picked", { order_id: orderId, lines: lines.length });
    return { picked: lines.length };
  }),
  goodsByScript,
]);

function skusOf(lines: Lines): string[] {
  return [...new Set(lines.map(({ sku }) => sku))];
}

function price(ctx: ServiceContext, lines: Lines, goods: ReadonlyMap<string, Goods>): Quote {
  const priced = lines.map(({ sku, quantity }) => {
    const found = goods.get(sku);
    if (!found) throw new ServiceError(404, `no product ${sku}`, { code: "product_unknown" });
    if (found.stock < quantity) {
      ctx.log.info("out of stock", { sku, wanted: quantity, stock: found.stock });
      throw new ServiceError(409, `${found.name} is out of stock`, { code: "out_of_stock" });
    }
    return { sku, quantity, name: found.name, priceMinor: found.priceMinor, currency: found.currency };
  });
  const currencies = new Set(priced.map(({ currency }) => currency));
  const [currency = "EUR", ...others] = currencies;
  if (others.length > 0)
    throw new ServiceError(422, "one order cannot mix currencies", { code: "currencies_mixed" });
  return {
    lines: priced.map(({ currency: _, ...line }) => line),
    totalMinor: priced.reduce((sum, { priceMinor, quantity }) => sum + priceMinor * quantity, 0),
    currency,
  };
}
