import { describe, expect, test } from "vitest";
import { steps } from "./call-buckets.ts";
import { burnWords, errorBudgetOf } from "./error-budget.ts";

const bucket = (calls: number, errors: number) => ({ calls, errors, latencyMs: 1, p95Ms: 1 });
const window = (each: ReturnType<typeof bucket>) => Array.from({ length: steps }, () => each);

describe("the error budget", () => {
  test("is whole while nothing fails", () => {
    const budget = errorBudgetOf(window(bucket(100, 0)));
    expect(budget).toMatchObject({ calls: 9_000, failed: 0, allowedStill: 45, left: 1, burnRate: 0 });
  });

  test("is used up when exactly what may fail has failed", () => {
    const budget = errorBudgetOf(window(bucket(200, 1)));
    expect(budget?.left).toBeCloseTo(0);
    expect(budget?.burnRate).toBeCloseTo(1);
  });

  test("burns by the last minute, however calm the time before was", () => {
    const buckets = [...window(bucket(100, 0)).slice(6), ...window(bucket(100, 10)).slice(-6)];
    const budget = errorBudgetOf(buckets);
    expect(budget?.burnRate).toBeCloseTo(20);
    expect(budget?.left).toBeLessThan(0);
    expect(budget && burnWords(budget)).toBe("Burning 20 times as fast as it may, and nothing is left.");
  });

  test("says nothing about no journeys", () => {
    expect(errorBudgetOf([null, bucket(0, 0)])).toBeUndefined();
  });
});
