import { expect, test } from "vitest";
import { ageText, ruleWord } from "./alert-words.ts";

test.each([
  [-1, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_599_000, "59 min"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
  [86_400_000, "1 d"],
  [100_800_000, "1 d 4 h"],
])("%i ms are %s", (ms, text) => expect(ageText(ms)).toBe(text));

test("rules have words, and one that the page does not know keeps its name", () => {
  expect(ruleWord("burn-rate")).toBe("Error budget");
  expect(ruleWord("vendor-status")).toBe("Vendor status");
  expect(ruleWord("queue-depth")).toBe("queue-depth");
});
