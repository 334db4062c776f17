import { expect, test } from "vitest";
import { bucketsOf, seriesOf, steps } from "./call-buckets.ts";

const second = (at: number, calls: number, errors = 0, latencyMs = 10) => ({
  at: at * 1_000,
  calls,
  errors,
  latencyMs,
  p95Ms: latencyMs * 2,
});
const now = 10_000_000;

test("calls fall into the step of their second, weighted by how many they are", () => {
  const last = bucketsOf([second(9_990, 1, 1, 40), second(9_999, 3, 0, 20)], now).at(-1);
  expect(last).toEqual({ calls: 4, errors: 1, latencyMs: 25, p95Ms: 80 });
});

test("the step that is not over yet is left out, and what is too old", () => {
  const buckets = bucketsOf([second(9_000, 5), second(10_000, 7)], now);
  expect(buckets).toHaveLength(steps);
  expect(buckets.at(-1)?.calls).toBe(0);
});

test("before the first call nothing is known; afterwards no call is no call", () => {
  const buckets = bucketsOf([second(9_900, 2)], now);
  expect(buckets.slice(0, -10).every((bucket) => bucket === null)).toBe(true);
  expect(buckets.slice(-10).map((bucket) => bucket?.calls)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("without calls there is a rate of nothing, and a gap in errors and latency", () => {
  const [, quiet] = bucketsOf([second(9_980, 2)], now).slice(-2);
  const series = (["traffic", "errors", "latency"] as const).map((name) => seriesOf[name](quiet ?? null));
  expect(series).toEqual([0, null, null]);
});
