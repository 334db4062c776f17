import type { FlashSale } from "#lib/contract/flash-sale.ts";
import type { flashSales, products } from "#lib/store/schema.ts";

export type FlashSaleRow = typeof flashSales.$inferSelect;
export type GoodsRow = Pick<
  typeof products.$inferSelect,
  "slug" | "name" | "picture" | "currency" | "priceMinor"
>;

type Open = Pick<FlashSaleRow, "startsAt" | "endsAt" | "leftUnits">;

export function stateOf({ startsAt, endsAt, leftUnits }: Open, nowMs: number): FlashSale["state"] {
  if (nowMs >= endsAt.getTime()) return "over";
  if (nowMs < startsAt.getTime()) return "coming";
  return leftUnits > 0 ? "open" : "sold_out";
}

export function toFlashSale(row: FlashSaleRow, goods: GoodsRow, nowMs: number): FlashSale {
  return {
    id: row.id,
    tenant: row.tenant,
    sku: row.sku,
    slug: goods.slug,
    name: goods.name,
    picture: goods.picture,
    currency: goods.currency,
    priceMinor: row.priceMinor,
    usualPriceMinor: goods.priceMinor,
    units: row.units,
    left: row.leftUnits,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    state: stateOf(row, nowMs),
  };
}
