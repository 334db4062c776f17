import type { Goods, Payment, Shopper } from "../contracts.ts";
import type {
  Capture,
  NewOrder,
  OpenPayment,
  OrderState,
  RefundEntry,
  Refunded,
} from "../purchase-contracts.ts";

/** A shopper with the session that is open in their browser. */
export type KnownShopper = Shopper & { session: string };

/** The newest `most` payments are kept, as far as they are not older than `olderThanMs`. */
export type Pruning = { olderThanMs: number; most: number };

/**
 * Orders of visitors. Each of these is one transaction, and doing it twice is as good as once.
 * What they refuse is thrown as a conflict with a reason, and leaves everything as it was.
 */
export type PurchaseBook = {
  /** Order, authorised payment, stock and cart together, or nothing of it. */
  placeOrder(order: NewOrder): Promise<OrderState>;
  findOpenPayment(orderId: string): Promise<OpenPayment | undefined>;
  /** In the books of the card network, not in ours. */
  recordCapture(capture: Capture): Promise<Capture>;
  findCapture(paymentId: string): Promise<Capture | undefined>;
  /** What the card network has taken is paid, in our books as well. */
  confirmCapture(orderId: string): Promise<OrderState>;
  /** Puts the goods back. Refused once the card network has taken the money. */
  cancelOrder(orderId: string): Promise<OrderState>;
  recordRefund(refund: RefundEntry): Promise<Refunded>;
};

/** What db-service stands on: real SQL, or its like in memory. Both give the same answers. */
export type Ledger = PurchaseBook & {
  findSession(session: string): Promise<Pick<Shopper, "id" | "tenant"> | undefined>;
  findShopper(id: string): Promise<Shopper | undefined>;
  /** Those that exist, in the order of their SKU. */
  findProducts(skus: readonly string[]): Promise<Goods[]>;
  /** One order, one payment: a second one for the same order changes nothing and returns the first.
   * Throws a conflict when that is for another amount, currency or shop, or when the id is another order's. */
  recordPayment(payment: Payment): Promise<Payment>;
  /** Returns how many are gone. Payments of the same moment go together. */
  prunePayments(pruning: Pruning): Promise<number>;
};
