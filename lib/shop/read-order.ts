// An order as visitors see it, from the rows that hold it.
import type { Order } from "#lib/contract/order.ts";
import type { orders, payments, refunds } from "#lib/store/schema.ts";

export type OrderRow = typeof orders.$inferSelect;
export type PaymentRow = Pick<
  typeof payments.$inferSelect,
  "id" | "state" | "cardEnding" | "amountMinor" | "refundedMinor"
>;
export type RefundRow = typeof refunds.$inferSelect;

/** The same rows give the same bytes: a reply can be made again from them. */
export function toOrder(row: OrderRow, payment: PaymentRow, refundRows: readonly RefundRow[]): Order {
  return {
    orderId: row.id,
    tenant: row.tenant,
    status: row.status,
    totalMinor: row.totalMinor,
    currency: row.currency,
    // The database keeps the fields of a line in an order of its own.
    items: row.items.map(({ sku, name, quantity, priceMinor }) => ({ sku, name, quantity, priceMinor })),
    payment: {
      paymentId: payment.id,
      state: payment.state,
      cardEnding: payment.cardEnding,
      amountMinor: payment.amountMinor,
      refundedMinor: payment.refundedMinor,
    },
    refunds: refundRows.map(({ id, amountMinor, reason, createdAt }) => ({
      refundId: id,
      amountMinor,
      reason,
      createdAt: createdAt.toISOString(),
    })),
    requestId: row.requestId,
    traceId: row.traceId,
    createdAt: row.createdAt.toISOString(),
    steps: row.steps.map(({ service, name, caller, start, durationMs, retries, status }) => ({
      service,
      name,
      caller,
      start,
      durationMs,
      retries,
      status,
    })),
  };
}
