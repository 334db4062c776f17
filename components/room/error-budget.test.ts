import { describe, expect, test } from "vitest";
import { windowSeconds } from "./call-buckets.ts";
import { burnWords, countWords, errorBudgetOf } from "./error-budget.ts";

const nowMs = 10_000_000;
const second = (ago: number, calls: number, errors: number) => ({
  at: nowMs - ago * 1_000,
  calls,
  errors,
  latencyMs: 1,
  p95Ms: 1,
});
const seconds = (from: number, to: number, calls: number, errors: number) =>
  Array.from({ length: from - to }, (_, index) => second(from - 1 - index, calls, errors));

describe("the error budget", () => {
  test("is whole while nothing fails", () => {
    const budget = errorBudgetOf(seconds(windowSeconds, 0, 10, 0), nowMs);
    expect(budget).toMatchObject({ calls: 9_000, failed: 0, allowedStill: 45, left: 1, burnRate: 0 });
  });

  test("is used up when exactly what may fail has failed", () => {
    const budget = errorBudgetOf(seconds(windowSeconds, 0, 200, 1), nowMs);
    expect(budget?.left).toBeCloseTo(0);
    expect(budget?.burnRate).toBeCloseTo(1);
    expect(budget && countWords(budget)).toMatch(/not one more may\.$/);
  });

  test("burns by the last minute, however calm the time before was", () => {
    const history = [...seconds(windowSeconds, 60, 100, 0), ...seconds(60, 0, 100, 10)];
    const budget = errorBudgetOf(history, nowMs);
    expect(budget?.burnRate).toBeCloseTo(20);
    expect(budget?.left).toBeLessThan(0);
    expect(budget && burnWords(budget)).toBe("Burning 20 times as fast as it may, and nothing is left.");
    expect(budget && countWords(budget)).toBe("600 of 90,000 journeys failed, 150 too many.");
  });

  test("counts the second that is running, and none from before its window", () => {
    const budget = errorBudgetOf([second(windowSeconds, 500, 500), second(0, 300, 1)], nowMs);
    expect(budget).toMatchObject({ calls: 300, failed: 1, allowedStill: 0 });
  });

  test("does not say what may fail of a few", () => {
    const budget = errorBudgetOf([second(1, 50, 1)], nowMs);
    expect(budget && countWords(budget)).toBe("1 of 50 journeys failed. A budget shows from 200 on.");
  });

  test("is overspent once two of a few have failed", () => {
    const budget = errorBudgetOf([second(1, 90, 16)], nowMs);
    expect(budget && countWords(budget)).toBe("16 of 90 journeys failed, 16 too many.");
  });

  test("says nothing about no journeys", () => {
    expect(errorBudgetOf([second(1, 0, 0)], nowMs)).toBeUndefined();
  });
});
