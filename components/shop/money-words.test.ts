import { expect, test } from "vitest";
import { moneyOf, moneyWords } from "./money-words.ts";

test.each([
  [{ charged: false }, "not_charged"],
  [{ charged: true }, "charged"],
  [{ charged: null }, "unsettled"],
  [undefined, "not_heard"],
] as const)("what the ledger says, %j, is told as %s", (ledger, money) => {
  expect(moneyOf(ledger)).toBe(money);
});

test("only the ledger's own no makes a receipt say that nobody was charged", () => {
  const saying = Object.entries(moneyWords).filter(([, { says }]) => says.startsWith("You were not charged"));
  expect(saying.map(([money]) => money)).toEqual(["not_charged"]);
});
