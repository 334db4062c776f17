import { drizzle } from "drizzle-orm/node-postgres";
import { expect, test } from "vitest";
import type { OperationSpec } from "#lib/mesh/types.ts";
import * as schema from "#lib/store/schema.ts";
import { database } from "../data-operations.ts";
import {
  addToRefunded,
  insertCapture,
  insertOrder,
  selectCapture,
  selectOpenPayment,
  setOrderStatus,
  setPaymentState,
} from "./purchase-statements.ts";
import { insertPayment, selectProducts, selectSession, selectShopper } from "./statements.ts";

const db = drizzle.mock({ schema });
const payment = {
  id: "pay_1",
  orderId: "ord_1",
  tenant: "merch" as const,
  amountMinor: 1,
  currency: "EUR",
  paidAtMs: 0,
};
const order = {
  orderId: "ord_1",
  paymentId: "pay_1",
  attempt: 1,
  visitorId: "visitor",
  tenant: "merch" as const,
  lines: [],
  amountMinor: 1,
  currency: "EUR",
  cardEnding: "4242",
  requestId: "request-1",
  traceId: "",
  placedAtMs: 0,
};
const capture = {
  paymentId: "pay_1",
  orderId: "ord_1",
  amountMinor: 1,
  currency: "EUR",
  cardEnding: "4242",
  capturedAtMs: 0,
};

/** As a person would write it: names without quotes, and without the table where there is but one. */
function plain(sql: string): string {
  return sql.replaceAll(/"\w+"\.(?=")/g, "").replaceAll(/"(?!C")(\w+)"/g, "$1");
}

const cases: [OperationSpec, { toSQL(): { sql: string } }][] = [
  [database.findSession, selectSession(db, "x")],
  [database.findShopper, selectShopper(db, "x")],
  [database.findProducts, selectProducts(db, ["x"])],
  [database.recordPayment, insertPayment(db, payment)],
  [database.placeOrder, insertOrder(db, order)],
  [database.findOpenPayment, selectOpenPayment(db, "x")],
  [database.recordCapture, insertCapture(db, capture)],
  [database.findCapture, selectCapture(db, "x")],
  [database.confirmCapture, setPaymentState(db, "x", "captured")],
  [database.cancelOrder, setOrderStatus(db, "x", "cancelled")],
  [database.recordRefund, addToRefunded(db, "x", 1)],
];

test.each(cases)("spans of $name show the statement that the database gets", ({ statement }, query) => {
  expect(statement?.text).toBe(plain(query.toSQL().sql));
});

test("every operation of the database is covered", () => {
  expect(cases.map(([{ name }]) => name)).toEqual(Object.values(database).map(({ name }) => name));
});
