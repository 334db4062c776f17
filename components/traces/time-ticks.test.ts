import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";

const minute = 60_000;

test("an axis is marked at full steps of a clock, with no more marks than there is room for", () => {
  const { stepMs, ticks } = timeTicks(20_000, 15 * minute + 20_000, 6);
  expect(stepMs).toBe(3 * minute);
  expect(ticks).toEqual([3, 6, 9, 12, 15].map((count) => count * minute));
});

test("a range longer than every step is cut evenly", () => {
  const years = 10_000 * 24 * 60 * minute;
  expect(timeTicks(0, years, 5).ticks).toHaveLength(5);
});
