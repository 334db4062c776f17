// How an order that was placed ends: paid, once the card network has taken the money, or cancelled.
import type { Database } from "#lib/store/types.ts";
import type { OrderState } from "../purchase-contracts.ts";
import { inOrderOfSku } from "./place-order.ts";
import {
  giveBackUnits,
  putOnShelf,
  selectCapture,
  selectOpenPayment,
  selectOrder,
  setOrderStatus,
  setPaymentState,
} from "./purchase-statements.ts";
import { alreadyCaptured, notCaptured, orderUnknown, sameCapture } from "./refuse-purchase.ts";

export async function confirmCapture(tx: Database, orderId: string): Promise<OrderState> {
  const { status } = await lockOrder(tx, orderId);
  if (status !== "processing" && status !== "cancelled") return { orderId, status };
  const [payment] = await selectOpenPayment(tx, orderId);
  const [capture] = payment ? await selectCapture(tx, payment.paymentId) : [];
  if (!payment || !capture || status === "cancelled") throw notCaptured();
  sameCapture(capture, { ...payment, capturedAtMs: 0 });
  await setPaymentState(tx, orderId, "captured");
  await setOrderStatus(tx, orderId, "paid");
  return { orderId, status: "paid" };
}

export async function cancelOrder(tx: Database, orderId: string): Promise<OrderState> {
  const { status, items, flashSaleId } = await lockOrder(tx, orderId);
  if (status === "cancelled") return { orderId, status };
  const [payment] = await selectOpenPayment(tx, orderId);
  const [capture] = payment ? await selectCapture(tx, payment.paymentId) : [];
  if (status !== "processing" || capture) throw alreadyCaptured();
  if (flashSaleId === null)
    for (const { sku, quantity } of inOrderOfSku(items)) await putOnShelf(tx, sku, quantity);
  else
    await giveBackUnits(
      tx,
      flashSaleId,
      items.reduce((sum, { quantity }) => sum + quantity, 0),
    );
  await setPaymentState(tx, orderId, "cancelled");
  await setOrderStatus(tx, orderId, "cancelled");
  return { orderId, status: "cancelled" };
}

/** Whoever else settles the same order waits. */
export async function lockOrder(tx: Database, orderId: string) {
  const [order] = await selectOrder(tx, orderId).for("update");
  if (!order) throw orderUnknown(orderId);
  return order;
}
