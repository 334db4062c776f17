// An order, what is authorised for it, what leaves the shelves and what leaves the cart: one transaction, all or nothing.
import { lockCarts } from "#lib/shop/lock-carts.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { NewOrder, OrderState } from "../purchase-contracts.ts";
import { paymentIdTaken } from "./check-payment.ts";
import {
  insertAuthorisedPayment,
  insertOrder,
  lockKey,
  reduceLine,
  removeLine,
  selectOrder,
  takeFromShelf,
} from "./purchase-statements.ts";
import { cartChanged, givenUp, outOfStock, sameOrder } from "./refuse-purchase.ts";

/** Runs within a transaction; what it throws must end that. */
export async function placeOrder(tx: Database, kind: Store["kind"], order: NewOrder): Promise<OrderState> {
  const { orderId } = order;
  const keyed = await lockKey(tx, orderId);
  const there = await findSame(tx, order);
  if (there) return there;
  checkAttempt(keyed, order.attempt);
  await lockCarts(tx, kind, [order.visitorId]);
  const [placed] = await insertOrder(tx, order);
  if (!placed) return (await findSame(tx, order)) ?? { orderId, status: "processing" };
  for (const { sku, quantity, name } of inOrderOfSku(order.lines)) {
    const [taken] = await takeFromShelf(tx, sku, quantity);
    if (!taken) throw outOfStock(name);
  }
  const [authorised] = await insertAuthorisedPayment(tx, order);
  if (!authorised) throw paymentIdTaken();
  for (const { sku, quantity } of inOrderOfSku(order.lines)) {
    const [removed] = await removeLine(tx, order, sku, quantity);
    const [reduced] = removed ? [removed] : await reduceLine(tx, order, sku, quantity);
    // Bought from another window at the same moment, perhaps: nobody pays twice for one cart.
    if (!reduced) throw cartChanged();
  }
  return { orderId, status: "processing" };
}

/** Once an attempt was given up, somebody may have been told that nothing came of it. */
export function checkAttempt(
  keyed: readonly { attempt: number; replyStatus: number | null }[],
  attempt: number,
): void {
  const [key] = keyed;
  if (key && (key.attempt !== attempt || key.replyStatus !== null)) throw givenUp();
}

async function findSame(tx: Database, order: NewOrder): Promise<OrderState | undefined> {
  const [first] = await selectOrder(tx, order.orderId);
  return first && sameOrder(first, order);
}

/** Two orders that want the same products take them in the same order, so that neither waits for the other for ever. */
export function inOrderOfSku<Line extends { sku: string }>(lines: readonly Line[]): Line[] {
  return lines.toSorted((one, other) => (one.sku < other.sku ? -1 : Number(one.sku > other.sku)));
}
