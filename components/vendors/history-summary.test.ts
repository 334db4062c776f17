import { expect, test } from "vitest";
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";
import { historyWords } from "./history-summary.ts";

const at = "2026-11-21T10:00:00.000Z";
const history = (points: VendorHistory["points"]): VendorHistory => ({
  question: "vendor-product-status",
  item: "",
  stepMinutes: 10,
  from: "2026-11-21T06:00:00.000Z",
  to: "2026-11-21T12:00:00.000Z",
  points,
});

test("a history is told from its lowest to its highest, with its mean and where it ended", () => {
  const points = [
    { at, low: 80, high: 100, average: 90, last: 80 },
    { at, low: 20, high: 80, average: 50, last: 40 },
  ];
  expect(historyWords(history(points))).toBe(
    "In the last 6 hours: between 20 % and 100 %, 70 % on average; 40 % at last. 2 steps of 10 min were observed.",
  );
});

test("what never changed is said so, and so is that nothing was observed", () => {
  const always = [{ at, low: 100, high: 100, average: 100, last: 100 }];
  expect(historyWords(history(always))).toContain("always 100 %");
  expect(historyWords(history([]))).toBe("Nothing was observed in the last 6 hours.");
});
