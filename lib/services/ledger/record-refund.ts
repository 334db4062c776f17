// Money back: in our books and in those of the card network, never more than was captured.
import type { Database } from "#lib/store/types.ts";
import type { RefundEntry, Refunded } from "../purchase-contracts.ts";
import { checkAttempt } from "./place-order.ts";
import {
  addToNetworkRefunds,
  addToRefunded,
  insertRefund,
  lockKey,
  selectPaymentSums,
  selectRefund,
  setOrderStatus,
} from "./purchase-statements.ts";
import { orderUnknown, refundable, refundConflict, statusAfter } from "./refuse-purchase.ts";
import { lockOrder } from "./settle-order.ts";

export async function recordRefund(tx: Database, refund: RefundEntry): Promise<Refunded> {
  const { refundId, orderId } = refund;
  const keyed = await lockKey(tx, refundId);
  const order = await lockOrder(tx, orderId);
  if (order.visitorId !== refund.visitorId) throw orderUnknown(orderId);
  const [first] = await selectRefund(tx, refundId);
  if (first) {
    if (first.orderId !== orderId) throw refundConflict();
    return { refundId, orderId, amountMinor: first.amountMinor, status: order.status };
  }
  checkAttempt(keyed, refund.attempt);
  const [payment = { amountMinor: 0, refundedMinor: 0 }] = await selectPaymentSums(tx, orderId);
  const amountMinor = refundable({ status: order.status, ...payment }, refund);
  const status = statusAfter(payment.amountMinor, payment.refundedMinor + amountMinor);
  await insertRefund(tx, refund, amountMinor);
  await addToRefunded(tx, orderId, amountMinor);
  await addToNetworkRefunds(tx, orderId, amountMinor);
  await setOrderStatus(tx, orderId, status);
  return { refundId, orderId, amountMinor, status };
}
