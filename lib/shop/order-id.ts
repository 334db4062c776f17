// Ids that follow from who bought with which key: however often an attempt is repeated, it can make one order only.
import { createHash } from "node:crypto";

export function orderIdOf(visitorId: string, key: string): string {
  return `ord_${createHash("sha256").update(`${visitorId}\0${key}`).digest("hex").slice(0, 20)}`;
}

/** An order has one payment. */
export function paymentIdOf(orderId: string): string {
  return orderId.replace(/^ord_/, "pay_");
}
