// How an order that was placed ends: paid, once the card network has taken the money, or cancelled.
import { lockCarts } from "#lib/shop/lock-carts.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { OrderState } from "../purchase-contracts.ts";
import { inOrderOfSku } from "./place-order.ts";
import {
  giveBackUnits,
  putBackInCart,
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

export async function cancelOrder(tx: Database, kind: Store["kind"], orderId: string): Promise<OrderState> {
  const order = await lockOrder(tx, orderId);
  const { status, items, flashSaleId } = order;
  if (status === "cancelled") return { orderId, status };
  await lockCarts(tx, kind, [order.visitorId]);
  const [payment] = await selectOpenPayment(tx, orderId);
  const [capture] = payment ? await selectCapture(tx, payment.paymentId) : [];
  if (status !== "processing" || capture) throw alreadyCaptured();
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (flashSaleId === null) await putBack(tx, order);
  else await giveBackUnits(tx, flashSaleId, units);
  await setPaymentState(tx, orderId, "cancelled");
  await setOrderStatus(tx, orderId, "cancelled");
  return { orderId, status: "cancelled" };
}

type Locked = Awaited<ReturnType<typeof lockOrder>>;

/** On the shelf and in the cart, in the order in which it was there. */
async function putBack(tx: Database, { items, createdAt, ...whose }: Locked): Promise<void> {
  const known = new Set<string>();
  for (const { sku, quantity } of inOrderOfSku(items)) {
    const [shelf] = await putOnShelf(tx, sku, quantity);
    if (shelf) known.add(sku);
  }
  for (const [index, line] of items.entries()) {
    const addedAt = new Date(createdAt.getTime() + index);
    if (known.has(line.sku)) await putBackInCart(tx, whose, line, addedAt);
  }
}

/** Whoever else settles the same order waits. */
export async function lockOrder(tx: Database, orderId: string) {
  const [order] = await selectOrder(tx, orderId).for("update");
  if (!order) throw orderUnknown(orderId);
  return order;
}
