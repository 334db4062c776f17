import { expect, test } from "vitest";
import { isProved, tell } from "./verdict.ts";

const verdict = { drill: "orders", counts: { stored: 3 }, must: { stored: 3 }, failures: [] };

test("what happened often enough, without a failure, is proved", () => {
  expect(isProved(verdict)).toBe(true);
  expect(tell(verdict)).toBe("proved orders\n  stored: 3");
});

test("a failure is told, however much was seen", () => {
  expect(tell({ ...verdict, failures: ["ord_1 is lost"] })).toMatch(/^FAILED orders/);
});

test.each([
  ["too little", { stored: 4 }],
  ["what never happened", { kills: 1 }],
  ["nothing that was asked for", { kills: 0 }],
  ["no number", { stored: Number.NaN }],
])("%s proves nothing", (_, must) => {
  expect(isProved({ ...verdict, must })).toBe(false);
  expect(tell({ ...verdict, must })).toMatch(/^INCONCLUSIVE orders/);
});
