import { expect, test } from "vitest";
import { comparisonHref, isComparison, readComparison } from "./compare-ids.ts";

const [a, b] = ["a".repeat(32), "b".repeat(32)];

test("an address of two ids is a comparison, and reads back", () => {
  expect(comparisonHref({ a, b })).toBe(`/room/traces/${a}...${b}`);
  expect(isComparison(`${a}...${b}`)).toBe(true);
  expect(readComparison(`${a}...${b}`)).toEqual({ a, b });
  expect(readComparison(`unbroken...${b}`)).toEqual({ a: "unbroken", b });
  expect(isComparison(a)).toBe(false);
});

test.each([
  "...",
  `${a}...`,
  `...${b}`,
  `${a}...nobody`,
  `${a}...unbroken`,
  `${a}...${b}...${b}`,
  `${a}....${b}`,
])("%s is none", (address) => {
  expect(readComparison(address)).toBeUndefined();
});
