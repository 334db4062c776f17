import { z } from "zod/mini";
import { isStorable, unstorable } from "./storable-text.ts";
import { Tenant } from "./tenant.ts";

export const OrderId = z.string().check(z.regex(/^ord_[0-9a-f]{20}$/));

/** A key names one attempt to buy, however often it is sent. Header `Idempotency-Key`. */
export const IdempotencyKey = z.string().check(z.regex(/^[A-Za-z0-9_.:-]{8,128}$/));

/** Spaces in the number are fine. Numbers and codes are checked, used once and never kept. */
export const Card = z.strictObject({
  number: z
    .string()
    .check(
      z.regex(/^[\d ]{12,30}$/),
      z.refine(fitsLuhn, { error: "is not a card number: its check digit does not fit" }),
    ),
  expiry: z.string().check(z.regex(/^(0[1-9]|1[0-2]) ?\/ ?\d{2}$/)),
  cvc: z.string().check(z.regex(/^\d{3,4}$/)),
});
export type Card = z.infer<typeof Card>;

/** Doubles every second digit from the right; the digits of all that must add up to a multiple of ten. */
function fitsLuhn(number: string): boolean {
  const digits = [...number.replaceAll(" ", "")].map(Number).toReversed();
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return digits.length >= 12 && digits.length <= 19 && sum % 10 === 0;
}

/** Buys what is in the visitor's cart. */
export const Checkout = z.strictObject({ tenant: Tenant, card: Card });
export type Checkout = z.infer<typeof Checkout>;

/**
 * `processing`: the goods are set aside, the payment is not confirmed yet. `cancelled`: it never was, and the goods are back.
 */
export const orderStatuses = ["processing", "paid", "partly_refunded", "refunded", "cancelled"] as const;
export const OrderStatus = z.enum(orderStatuses);
export type OrderStatus = z.infer<typeof OrderStatus>;

export const paymentStates = ["authorized", "captured", "cancelled"] as const;

export const OrderItem = z.object({
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  priceMinor: z.int(),
});
export type OrderItem = z.infer<typeof OrderItem>;

/** What one service was asked for on the way, as its caller saw it. */
export const OrderStep = z.object({
  service: z.string(),
  name: z.string(),
  caller: z.string(),
  start: z.iso.datetime(),
  durationMs: z.number(),
  /** Attempts after the first. */
  retries: z.int(),
  status: z.enum(["ok", "failed"]),
});
export type OrderStep = z.infer<typeof OrderStep>;

export const Refund = z.object({
  refundId: z.string(),
  amountMinor: z.int(),
  reason: z.string(),
  createdAt: z.iso.datetime(),
});
export type Refund = z.infer<typeof Refund>;

export const Order = z.object({
  orderId: z.string(),
  tenant: Tenant,
  status: OrderStatus,
  totalMinor: z.int(),
  currency: z.string(),
  items: z.array(OrderItem),
  payment: z.object({
    paymentId: z.string(),
    state: z.enum(paymentStates),
    cardEnding: z.string(),
    amountMinor: z.int(),
    refundedMinor: z.int(),
  }),
  refunds: z.array(Refund),
  requestId: z.string(),
  traceId: z.string(),
  createdAt: z.iso.datetime(),
  /** Empty for an order that was not followed to its end. */
  steps: z.array(OrderStep),
});
export type Order = z.infer<typeof Order>;

/** Whatever stands in the address: one that no order can have is not found, like one that none has. */
export const OrderAddress = z.strictObject({ orderId: z.string().check(z.minLength(1), z.maxLength(100)) });
export const OrderQuery = z.strictObject({
  tenant: Tenant,
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 20),
  /** `next` of the page before. */
  after: z.optional(z.string().check(z.maxLength(100))),
});
export type OrderQuery = z.infer<typeof OrderQuery>;
/** The newest first. */
export const OrderList = z.object({ orders: z.array(Order), next: z.nullable(z.string()) });

export const RefundRequest = z.strictObject({
  /** Left out: all that is left. */
  amountMinor: z.optional(z.int().check(z.gte(1), z.lte(2_147_483_647))),
  reason: z._default(z.string().check(z.trim(), z.maxLength(200), z.refine(isStorable, unstorable)), ""),
});
export type RefundRequest = z.infer<typeof RefundRequest>;

/**
 * What the ledger knows of an attempt, so that nobody has to guess whether money was taken.
 * `charged` is null while that is not settled, and for who is no visitor: their purchase may be another's.
 */
export const CheckoutState = z.object({
  key: z.string(),
  state: z.enum(["unknown", "under_way", "ordered", "refused"]),
  orderId: z.nullable(z.string()),
  charged: z.nullable(z.boolean()),
});
export type CheckoutState = z.infer<typeof CheckoutState>;
export const CheckoutKey = z.strictObject({ key: IdempotencyKey });
