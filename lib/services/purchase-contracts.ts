// The words of a purchase: what a visitor's checkout says on its way through the services.
import { z } from "zod";
import { OrderStatus, OrderStep } from "#lib/contract/order.ts";
import { Tenant } from "#lib/contract/tenant.ts";
import { Amount, CardEnding, Lines, Moment, OrderId, PaymentId, PricedLines } from "./contracts.ts";

export const VisitorId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);

/** Which try of the same key it is: earlier ones may have been given up. */
const Attempt = z.int().min(1).max(1_000_000);

export const Purchase = z.object({
  orderId: OrderId,
  attempt: Attempt,
  visitorId: VisitorId,
  tenant: Tenant,
  lines: Lines,
  cardEnding: CardEnding,
});
export type Purchase = z.infer<typeof Purchase>;

export const Bought = z.object({
  orderId: OrderId,
  paymentId: PaymentId,
  ...Amount,
  /** What was asked of whom on the way. */
  steps: z.array(OrderStep),
});
export type Bought = z.infer<typeof Bought>;

export const NewOrder = z.object({
  orderId: OrderId,
  paymentId: PaymentId,
  attempt: Attempt,
  visitorId: VisitorId,
  tenant: Tenant,
  lines: PricedLines.min(1).max(20),
  ...Amount,
  cardEnding: CardEnding,
  requestId: z.string().min(1).max(128),
  traceId: z.string().max(32),
  placedAtMs: Moment,
});
export type NewOrder = z.infer<typeof NewOrder>;

export const OrderState = z.object({ orderId: OrderId, status: OrderStatus });
export type OrderState = z.infer<typeof OrderState>;

/** What the card network took, or is asked to take. */
export const Capture = z.object({
  paymentId: PaymentId,
  orderId: OrderId,
  ...Amount,
  cardEnding: CardEnding,
  capturedAtMs: Moment,
});
export type Capture = z.infer<typeof Capture>;

/** An order with what is to be paid for it. */
export const OpenPayment = OrderState.extend({
  paymentId: PaymentId,
  ...Amount,
  cardEnding: CardEnding,
});
export type OpenPayment = z.infer<typeof OpenPayment>;

const RefundId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);

export const NewRefund = z.object({
  refundId: RefundId,
  orderId: OrderId,
  attempt: Attempt,
  visitorId: VisitorId,
  /** Null: all that is left. */
  amountMinor: z.int().min(1).max(2_147_483_647).nullable(),
  reason: z.string().max(200),
});
export type NewRefund = z.infer<typeof NewRefund>;

export const RefundEntry = NewRefund.extend({ refundedAtMs: Moment });
export type RefundEntry = z.infer<typeof RefundEntry>;

export const Refunded = z.object({
  refundId: RefundId,
  orderId: OrderId,
  amountMinor: z.int(),
  status: OrderStatus,
});
export type Refunded = z.infer<typeof Refunded>;
