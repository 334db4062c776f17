import { expect, test } from "vitest";
import { emptyHistory, historySeconds, record } from "./history.ts";

const one = { cpu: 1 };

test("keeps one sample a second", () => {
  const twice = record(record(emptyHistory, 100, one), 100, { cpu: 2 });
  expect(twice.samples).toEqual([one]);
});

test("leaves empty the seconds that were missed", () => {
  expect(record(record(emptyHistory, 100, one), 103, one).samples).toEqual([one, null, null, one]);
});

test("forgets what is older than its window, however long the tab slept", () => {
  const { samples } = record(record(emptyHistory, 100, one), 1_000_000, one);
  expect(samples).toHaveLength(historySeconds);
  expect(samples.filter((sample) => sample !== null)).toEqual([one]);
});
