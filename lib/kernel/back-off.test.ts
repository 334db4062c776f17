import { expect, test } from "vitest";
import { backOffMs } from "./back-off.ts";

const pace = { leastMs: 100, mostMs: 1_000 };

test.each([
  [0, 100],
  [1, 200],
  [3, 800],
  [4, 1_000],
  [10_000, 1_000],
])("after %i failures it waits between half of %i ms and all of it", (failures, fullMs) => {
  expect(backOffMs(failures, pace, () => 0)).toBe(fullMs / 2);
  expect(backOffMs(failures, pace, () => 0.999999)).toBeCloseTo(fullMs, 1);
});
