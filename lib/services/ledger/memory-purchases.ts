// Orders of visitors in memory. There are no carts and no keys here: nobody who runs on a virtual clock has any.
import type { Goods, Payment } from "../contracts.ts";
import type { Capture, NewOrder, OrderState, Refunded } from "../purchase-contracts.ts";
import { paymentIdTaken } from "./check-payment.ts";
import { inOrderOfSku } from "./place-order.ts";
import {
  alreadyCaptured,
  notCaptured,
  orderUnknown,
  outOfStock,
  refundable,
  refundConflict,
  sameCapture,
  sameOrder,
  statusAfter,
} from "./refuse-purchase.ts";
import type { PurchaseBook } from "./types.ts";

type Kept = Omit<NewOrder, "attempt"> & OrderState & { refundedMinor: number };

type Given = {
  bySku: Map<string, Goods>;
  /** Payments of background shoppers: their ids are taken. */
  byOrder: Map<string, Payment>;
  paymentIds: Set<string>;
};

export type MemoryPurchases = PurchaseBook & {
  findPayment(orderId: string): Payment | undefined;
};

export function createMemoryPurchases({ bySku, byOrder, paymentIds }: Given): MemoryPurchases {
  const orders = new Map<string, Kept>();
  const captures = new Map<string, Capture>();
  const refunds = new Map<string, { orderId: string; amountMinor: number }>();
  const known = (orderId: string): Kept => {
    const order = orders.get(orderId);
    if (!order) throw orderUnknown(orderId);
    return order;
  };
  const change = (order: Kept, changes: Partial<Kept>): OrderState => {
    const changed = { ...order, ...changes };
    orders.set(order.orderId, changed);
    return { orderId: changed.orderId, status: changed.status };
  };
  return {
    findPayment(orderId) {
      const order = orders.get(orderId);
      if (!order) return undefined;
      const { paymentId: id, tenant, amountMinor, currency, placedAtMs: paidAtMs } = order;
      return { id, orderId, tenant, amountMinor, currency, paidAtMs };
    },
    async placeOrder({ attempt: _, ...order }) {
      const first = orders.get(order.orderId);
      if (first) return sameOrder(first, { ...order, attempt: 1 });
      const shelf = takeAll(bySku, order.lines);
      if (byOrder.has(order.orderId) || paymentIds.has(order.paymentId)) throw paymentIdTaken();
      for (const goods of shelf.values()) bySku.set(goods.sku, goods);
      paymentIds.add(order.paymentId);
      orders.set(order.orderId, { ...order, status: "processing", refundedMinor: 0 });
      return { orderId: order.orderId, status: "processing" };
    },
    async findOpenPayment(orderId) {
      const order = orders.get(orderId);
      if (!order) return undefined;
      const { status, paymentId, amountMinor, currency, cardEnding } = order;
      return { orderId, status, paymentId, amountMinor, currency, cardEnding };
    },
    async recordCapture(asked) {
      const first = captures.get(asked.paymentId) ?? asked;
      captures.set(asked.paymentId, first);
      sameCapture(first, asked);
      return first;
    },
    findCapture: async (paymentId) => captures.get(paymentId),
    async confirmCapture(orderId) {
      const order = known(orderId);
      if (order.status !== "processing" && order.status !== "cancelled")
        return { orderId, status: order.status };
      const capture = captures.get(order.paymentId);
      if (!capture || order.status === "cancelled") throw notCaptured();
      sameCapture(capture, { ...order, capturedAtMs: 0 });
      return change(order, { status: "paid" });
    },
    async cancelOrder(orderId) {
      const order = known(orderId);
      if (order.status === "cancelled") return { orderId, status: order.status };
      if (order.status !== "processing" || captures.has(order.paymentId)) throw alreadyCaptured();
      for (const { sku, quantity } of order.lines) {
        const goods = bySku.get(sku);
        if (goods) bySku.set(sku, { ...goods, stock: goods.stock + quantity });
      }
      return change(order, { status: "cancelled" });
    },
    async recordRefund(refund): Promise<Refunded> {
      const { refundId, orderId } = refund;
      const order = known(orderId);
      if (order.visitorId !== refund.visitorId) throw orderUnknown(orderId);
      const first = refunds.get(refundId);
      if (first) {
        if (first.orderId !== orderId) throw refundConflict();
        return { refundId, ...first, status: order.status };
      }
      const amountMinor = refundable(order, refund);
      const refundedMinor = order.refundedMinor + amountMinor;
      refunds.set(refundId, { orderId, amountMinor });
      const { status } = change(order, {
        refundedMinor,
        status: statusAfter(order.amountMinor, refundedMinor),
      });
      return { refundId, orderId, amountMinor, status };
    },
  };
}

/** What is on the shelves after that; throws when there is not enough of something. */
function takeAll(bySku: ReadonlyMap<string, Goods>, lines: NewOrder["lines"]): Map<string, Goods> {
  const after = new Map<string, Goods>();
  for (const { sku, quantity, name } of inOrderOfSku(lines)) {
    const goods = after.get(sku) ?? bySku.get(sku);
    if (!goods || goods.stock < quantity) throw outOfStock(name);
    after.set(sku, { ...goods, stock: goods.stock - quantity });
  }
  return after;
}
