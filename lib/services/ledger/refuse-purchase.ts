// What the books refuse of a purchase, in the same words whichever ledger keeps them.

import type { OrderStatus } from "#lib/contract/order.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { Capture, NewOrder, NewRefund, OrderState } from "../purchase-contracts.ts";

const refuse = (reason: string, message: string) => new AppError("conflict", message, { reason });

export const givenUp = () =>
  refuse("attempt_over", "this attempt was given up; another one may be under way");
export const cartChanged = () =>
  refuse("cart_changed", "the cart was changed or bought meanwhile; look at it and buy again");
export const outOfStock = (name: string) => refuse("out_of_stock", `${name} is out of stock`);
export const notCaptured = () => refuse("not_captured", "the card network has not taken the money");
export const alreadyCaptured = () => refuse("captured", "the card network has taken the money already");
export const refundConflict = () => refuse("refund_conflict", "the refund id belongs to another order");
export const orderUnknown = (orderId: string) =>
  new AppError("not_found", `there is no order ${orderId}`, { reason: "order_unknown" });

type Kept = OrderState & Pick<NewOrder, "visitorId" | "tenant" | "amountMinor">;

/** The order that is there already, if it is the same. */
export function sameOrder(first: Kept, asked: NewOrder): OrderState {
  const same =
    first.visitorId === asked.visitorId &&
    first.tenant === asked.tenant &&
    first.amountMinor === asked.amountMinor;
  if (!same) throw refuse("order_conflict", "the order exists already, with something else in it");
  return { orderId: first.orderId, status: first.status };
}

export function sameCapture(first: Pick<Capture, "orderId" | "amountMinor" | "currency">, asked: Capture) {
  const same =
    first.orderId === asked.orderId &&
    first.amountMinor === asked.amountMinor &&
    first.currency === asked.currency;
  if (!same) throw refuse("capture_conflict", "the card network took another amount under this payment id");
}

type Sums = { status: OrderStatus; amountMinor: number; refundedMinor: number };

/** How much it comes to; throws when that is more than is left. */
export function refundable({ status, amountMinor, refundedMinor }: Sums, asked: NewRefund): number {
  const left = amountMinor - refundedMinor;
  if (status === "processing" || status === "cancelled")
    throw refuse("not_refundable", "the order is not paid, so that nothing can be refunded");
  if (asked.amountMinor !== null && asked.amountMinor > left)
    throw refuse("refund_exceeds_payment", `only ${left} minor units of the payment are left to refund`);
  if (left === 0) throw refuse("not_refundable", "all of the payment is refunded already");
  return asked.amountMinor ?? left;
}

export function statusAfter(amountMinor: number, refundedMinor: number): OrderStatus {
  return refundedMinor >= amountMinor ? "refunded" : "partly_refunded";
}
