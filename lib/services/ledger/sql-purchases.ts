// Orders of visitors in SQL: each operation is one transaction.
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { Capture, OpenPayment } from "../purchase-contracts.ts";
import { placeOrder } from "./place-order.ts";
import { insertCapture, selectCapture, selectOpenPayment } from "./purchase-statements.ts";
import { recordRefund } from "./record-refund.ts";
import { sameCapture } from "./refuse-purchase.ts";
import { cancelOrder, confirmCapture } from "./settle-order.ts";
import type { PurchaseBook } from "./types.ts";

export function createSqlPurchases(store: Pick<Store, "db" | "kind">, pass: PassPoint): PurchaseBook {
  const inTransaction = <T>(work: (tx: Database) => Promise<T>) =>
    ask(store, (db) => db.transaction((tx) => work(tx)));
  return {
    async placeOrder(order) {
      const placed = await inTransaction(async (tx) => {
        const state = await placeOrder(tx, store.kind, order);
        pass("before-commit");
        return state;
      });
      pass("after-commit");
      return placed;
    },
    async findOpenPayment(orderId) {
      const [found] = await ask(store, (db) => selectOpenPayment(db, orderId));
      return found && OpenPayment.parse(found);
    },
    async recordCapture(asked) {
      const [row] = await ask(store, (db) => insertCapture(db, asked));
      const first = toCapture(row ?? { ...asked, capturedAt: new Date(asked.capturedAtMs) });
      sameCapture(first, asked);
      pass("after-capture");
      return first;
    },
    async findCapture(paymentId) {
      const [found] = await ask(store, (db) => selectCapture(db, paymentId));
      return found && toCapture(found);
    },
    confirmCapture: (orderId) => inTransaction((tx) => confirmCapture(tx, orderId)),
    cancelOrder: (orderId) => inTransaction((tx) => cancelOrder(tx, store.kind, orderId)),
    recordRefund: (refund) => inTransaction((tx) => recordRefund(tx, refund)),
  };
}

function toCapture(row: Omit<Capture, "capturedAtMs"> & { capturedAt: Date }): Capture {
  return Capture.parse({ ...row, capturedAtMs: row.capturedAt.getTime() });
}
