import { expect, test } from "vitest";
import { digitsOf, readAmount, writeAmount } from "./read-amount.ts";

test.each([
  ["12.50", 1250],
  ["12,5", 1250],
  [" 7 ", 700],
  ["0.29", 29],
  ["1.001", undefined],
  ["-3", undefined],
  ["1e3", undefined],
  ["", undefined],
])("%j is %s cents", (text, minor) => {
  expect(readAmount(text, 2)).toBe(minor);
});

test("what is written can be read again, in currencies with and without cents", () => {
  for (const [minor, currency] of [
    [5, "USD"],
    [123456, "EUR"],
    [500, "JPY"],
  ] as const) {
    const digits = digitsOf(currency);
    expect(readAmount(writeAmount(minor, digits), digits)).toBe(minor);
  }
});
