import { expect, test } from "vitest";
import { nearestNames } from "./nearest-names.ts";

const known = ["order-service", "payment-service", "user-service", "db-service"];

test.each([
  ["paymentservice", "payment-service"],
  ["odrer-service", "order-service"],
  ["db", "db-service"],
  ["", "db-service"],
])("%j is most like %s", (given, expected) => {
  expect(nearestNames(given, known)[0]).toBe(expected);
});

test("no more are named than are asked for, and none twice", () => {
  expect(nearestNames("x", known, 2)).toHaveLength(2);
  expect(new Set(nearestNames("x", known, 9))).toEqual(new Set(known));
});
