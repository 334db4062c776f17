import { expect, test } from "vitest";
import { database } from "./data-operations.ts";
import { startMesh } from "./testing/mesh-under-test.ts";

const payment = {
  id: "pay_1",
  orderId: "ord_1",
  tenant: "merch" as const,
  amountMinor: 100,
  currency: "EUR",
  paidAtMs: 1_700_000_000_000,
};

test.each([
  ["an order that is paid with another amount", { amountMinor: 101 }],
  ["a payment that belongs to another order", { orderId: "ord_2" }],
])("%s is a conflict, and no failure of the database", async (_what, other) => {
  const mesh = startMesh();
  expect(await mesh.ask(database.recordPayment, payment)).toMatchObject({ status: 200 });
  expect(await mesh.ask(database.recordPayment, { ...payment, ...other })).toMatchObject({
    status: 409,
    body: { code: "payment_conflict" },
  });
  expect(mesh.lines.filter(({ level }) => level !== "info")).toEqual([]);
});
