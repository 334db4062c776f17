// The words that several services use. Ids and keys are plain text that every store can hold.
import { z } from "zod";
import { Tenant } from "#lib/contract/tenant.ts";

const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
export const ShopperId = Id;
export const OrderId = Id;
export const PaymentId = Id;
export const Sku = Id;
/** Made and read by session-token.ts. */
export const Session = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.\d{1,9}\.[0-9a-f]{32}$/);

/** What the database's integers can hold. */
const Money = z.int().nonnegative().max(2_147_483_647);
const Currency = z.string().regex(/^[A-Z]{3}$/);
export const Amount = { amountMinor: Money, currency: Currency };

/** Up to the last one that has a year of four digits. */
export const Moment = z.int().nonnegative().max(253_402_300_799_999);

export const Shopper = z.object({ id: ShopperId, tenant: Tenant, name: z.string(), email: z.string() });
export type Shopper = z.infer<typeof Shopper>;

/** What the warehouse knows of a product. */
export const Goods = z.object({
  sku: Sku,
  name: z.string(),
  priceMinor: Money,
  currency: Currency,
  stock: z.int().nonnegative(),
});
export type Goods = z.infer<typeof Goods>;

/** `now` asks the database; `any` takes what was known minutes ago, when nobody knows better. */
export const Freshness = z.enum(["now", "recent", "any"]);
export type Freshness = z.infer<typeof Freshness>;

const mostLines = 20;
export const Lines = z
  .array(z.object({ sku: Sku, quantity: z.int().min(1).max(99) }))
  .min(1)
  .max(mostLines);
export type Lines = z.infer<typeof Lines>;

export const PricedLines = z.array(
  z.object({ sku: Sku, name: z.string(), quantity: z.int(), priceMinor: Money }),
);

export const Quote = z.object({
  lines: PricedLines,
  totalMinor: Money,
  currency: Currency,
});
export type Quote = z.infer<typeof Quote>;

/** Cards are known by the four digits that may be shown. */
export const CardEnding = z.string().regex(/^\d{4}$/);
/** Of the card network's test card that has no money on it. */
export const declinedCardEnding = "0002";

export const Payment = z.object({
  id: PaymentId,
  orderId: OrderId,
  tenant: Tenant,
  ...Amount,
  paidAtMs: Moment,
});
export type Payment = z.infer<typeof Payment>;

export const OrderPlaced = z.object({
  orderId: OrderId,
  paymentId: PaymentId,
  totalMinor: Money,
  currency: Currency,
});
export type OrderPlaced = z.infer<typeof OrderPlaced>;
