import { z } from "zod/mini";
import { Sku } from "./cart.ts";
import { Card } from "./order.ts";
import { Tenant } from "./tenant.ts";

export const FlashSaleId = z.string().check(z.regex(/^sale_[0-9a-f]{12}$/));
export const FlashSaleAddress = z.strictObject({ id: FlashSaleId });

/** Both ends of the sale need a year that any database can hold. */
function isOfThisAge(moment: string): boolean {
  const ms = Date.parse(moment);
  return ms >= 0 && ms < Date.UTC(9_999, 0);
}

/** One product, for a while, in a number of its own: it does not touch the stock on the shelf. */
export const NewFlashSale = z.strictObject({
  tenant: z._default(Tenant, "merch"),
  sku: Sku,
  units: z.int().check(z.gte(1), z.lte(1_000_000)),
  priceMinor: z.int().check(z.gte(0), z.lte(10_000_000)),
  /** Left out: now. */
  startsAt: z.optional(
    z.iso.datetime().check(z.refine(isOfThisAge, { error: "is not between 1970 and 9998" })),
  ),
  /** The books count milliseconds. */
  durationSeconds: z._default(z.number().check(z.gte(0.001), z.lte(86_400)), 600),
});
export type NewFlashSale = z.infer<typeof NewFlashSale>;

export const flashSaleStates = ["coming", "open", "sold_out", "over"] as const;
export const FlashSale = z.object({
  id: z.string(),
  tenant: Tenant,
  sku: z.string(),
  slug: z.string(),
  name: z.string(),
  picture: z.string(),
  currency: z.string(),
  priceMinor: z.int(),
  usualPriceMinor: z.int(),
  units: z.int(),
  left: z.int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: z.enum(flashSaleStates),
});
export type FlashSale = z.infer<typeof FlashSale>;
/** Those that are on or come first. */
export const FlashSaleList = z.object({ sales: z.array(FlashSale) });

/** One unit for each buyer and key. Answers with the order, like a checkout. */
export const FlashPurchase = z.strictObject({ card: Card });

export const mostLoadBuyers = 5_000;
/** Sends so many buyers at once, each with a key of their own. */
export const FlashLoad = z.strictObject({
  buyers: z._default(z.int().check(z.gte(1), z.lte(mostLoadBuyers)), 500),
});
export const FlashLoadResult = z.object({
  buyers: z.int(),
  bought: z.int(),
  soldOut: z.int(),
  failed: z.int(),
  durationMs: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Units left when all had their answer. */
  left: z.int(),
});
export type FlashLoadResult = z.infer<typeof FlashLoadResult>;
