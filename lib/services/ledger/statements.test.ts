import { drizzle } from "drizzle-orm/node-postgres";
import { expect, test } from "vitest";
import type { OperationSpec } from "#lib/mesh/types.ts";
import * as schema from "#lib/store/schema.ts";
import { database } from "../data-operations.ts";
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

/** As a person would write it: names without quotes, and without the table where there is but one. */
function plain(sql: string): string {
  return sql.replaceAll(/"\w+"\.(?=")/g, "").replaceAll(/"(?!C")(\w+)"/g, "$1");
}

const cases: [OperationSpec, { toSQL(): { sql: string } }][] = [
  [database.findSession, selectSession(db, "x")],
  [database.findShopper, selectShopper(db, "x")],
  [database.findProducts, selectProducts(db, ["x"])],
  [database.recordPayment, insertPayment(db, payment)],
];

test.each(cases)("spans of $name show the statement that the database gets", ({ statement }, query) => {
  expect(statement?.text).toBe(plain(query.toSQL().sql));
});

test("every operation of the database is covered", () => {
  expect(cases.map(([{ name }]) => name)).toEqual(Object.values(database).map(({ name }) => name));
});
