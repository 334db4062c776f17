// What the database is asked about orders of visitors. Each is one transaction; the statement is the one that decides it.
import { z } from "zod";
import { defineOperation } from "#lib/mesh/operation.ts";
import type { OperationSpec } from "#lib/mesh/types.ts";
import { OrderId } from "./contracts.ts";
import { Capture, NewOrder, OpenPayment, OrderState, RefundEntry, Refunded } from "./purchase-contracts.ts";

const service = "db-service";

export const purchaseOperations = {
  /** Order, authorised payment, stock and cart together, or nothing of it. */
  placeOrder: defineOperation({
    service,
    name: "place-order",
    input: NewOrder,
    output: OrderState,
    repeatable: true,
    statement: statement(
      "INSERT",
      "orders",
      "insert into orders (id, visitor_id, tenant, status, total_minor, currency, items, steps, flash_sale_id, request_id, trace_id, settling_until, created_at) values ($1, $2, $3, $4, $5, $6, $7, default, default, $8, $9, default, $10) on conflict (id) do nothing returning id",
    ),
  }),
  findOpenPayment: defineOperation({
    service,
    name: "find-open-payment",
    input: z.object({ orderId: OrderId }),
    output: z.object({ payment: OpenPayment.nullable() }),
    repeatable: true,
    statement: statement(
      "SELECT",
      "orders",
      "select id, status, id, amount_minor, currency, card_ending from orders inner join payments on order_id = id where id = $1",
    ),
  }),
  /** In the books of the card network. Twice is as good as once; refused when it took another amount already. */
  recordCapture: defineOperation({
    service,
    name: "record-capture",
    input: Capture,
    output: Capture,
    repeatable: true,
    statement: statement(
      "INSERT",
      "captures",
      "insert into captures (payment_id, order_id, amount_minor, currency, card_ending, refunded_minor, captured_at) values ($1, $2, $3, $4, $5, default, $6) on conflict (payment_id) do update set payment_id = excluded.payment_id returning payment_id, order_id, amount_minor, currency, card_ending, refunded_minor, captured_at",
    ),
  }),
  findCapture: defineOperation({
    service,
    name: "find-capture",
    input: z.object({ paymentId: OrderId }),
    output: z.object({ capture: Capture.nullable() }),
    repeatable: true,
    statement: statement(
      "SELECT",
      "captures",
      "select payment_id, order_id, amount_minor, currency, card_ending, captured_at from captures where payment_id = $1",
    ),
  }),
  /** What the card network took is paid, in our books as well. */
  confirmCapture: defineOperation({
    service,
    name: "confirm-capture",
    input: z.object({ orderId: OrderId }),
    output: OrderState,
    repeatable: true,
    statement: statement(
      "UPDATE",
      "payments",
      "update payments set state = $1 where order_id = $2 returning id",
    ),
  }),
  /** Puts the goods back. */
  cancelOrder: defineOperation({
    service,
    name: "cancel-order",
    input: z.object({ orderId: OrderId }),
    output: OrderState,
    repeatable: true,
    statement: statement("UPDATE", "orders", "update orders set status = $1 where id = $2 returning id"),
  }),
  recordRefund: defineOperation({
    service,
    name: "record-refund",
    input: RefundEntry,
    output: Refunded,
    repeatable: true,
    statement: statement(
      "UPDATE",
      "payments",
      "update payments set refunded_minor = refunded_minor + $1 where order_id = $2",
    ),
  }),
};

function statement(
  operation: string,
  collection: string,
  text: string,
): NonNullable<OperationSpec["statement"]> {
  return { system: "postgresql", operation, collection, text };
}
