import { expect, test } from "vitest";
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";
import { dataOf } from "./history-plot-options.ts";

const point = (clock: string, average: number) => ({
  at: `2026-11-21T${clock}:00.000Z`,
  low: average - 1,
  high: average + 1,
  average,
  last: average,
});
const history = (points: VendorHistory["points"]): VendorHistory => ({
  question: "vendor-product-status",
  item: "",
  stepMinutes: 10,
  from: "2026-11-21T10:00:00.000Z",
  to: "2026-11-21T12:00:00.000Z",
  points,
});

test("steps that nobody observed are a gap, not a line across it", () => {
  const seen = [point("10:00", 50), point("10:10", 60), point("11:00", 70)];
  const [times, high, low, mean] = dataOf({ history: history(seen) });
  expect(mean).toEqual([50, 60, null, 70]);
  expect(high).toEqual([51, 61, null, 71]);
  expect(low).toEqual([49, 59, null, 69]);
  const at = Array.from(times);
  expect(at).toEqual(at.toSorted((one, other) => one - other));
});

test("what follows step on step has no gap", () => {
  const seen = [point("10:00", 50), point("10:10", 60), point("10:20", 70)];
  expect(dataOf({ history: history(seen) })[3]).toEqual([50, 60, 70]);
});
