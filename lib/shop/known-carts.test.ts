import { expect, test } from "vitest";
import { createKnownCarts } from "./known-carts.ts";

const carts = new Map([["a merch", [{ sku: "SKU-1", quantity: 1, addedAtMs: 1_000 }]]]);

test("a cart is known to the transaction that follows the one that wrote it", () => {
  const known = createKnownCarts();
  known.recall(7);
  known.keep(7, { carts, written: true });
  expect([...known.recall(8)]).toEqual([...carts]);
});

test("a transaction that wrote nothing took no number, and what it read is still known", () => {
  const known = createKnownCarts();
  known.recall(7);
  known.keep(7, { carts, written: false });
  expect([...known.recall(7)]).toEqual([...carts]);
});

test("nothing is known any more once somebody else has written", () => {
  const known = createKnownCarts();
  known.recall(7);
  known.keep(7, { carts, written: true });
  expect([...known.recall(9)]).toEqual([]);
  expect([...known.recall(8)]).toEqual([]);
});

test("nothing is ever known where transactions have no number that says so", () => {
  const known = createKnownCarts();
  known.recall(Number.NaN);
  known.keep(Number.NaN, { carts, written: true });
  expect([...known.recall(Number.NaN)]).toEqual([]);
});

test("what is known does not grow for ever", () => {
  const known = createKnownCarts();
  const many = new Map(Array.from({ length: 20_000 }, (_, nth) => [`${nth} merch`, []]));
  known.recall(7);
  known.keep(7, { carts: many, written: false });
  known.keep(7, { carts, written: false });
  expect([...known.recall(7)]).toEqual([...carts]);
});
