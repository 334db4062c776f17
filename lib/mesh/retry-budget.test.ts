import { describe, expect, test } from "vitest";
import { keyedRandom, type Random } from "#lib/kernel/random.ts";
import { backoffMs, createRetryBudget } from "./retry-budget.ts";

type Budget = ReturnType<typeof createRetryBudget>;
const earn = (budget: Budget, calls: number) => {
  for (let call = 0; call < calls; call += 1) budget.earn();
};
const spendAll = (budget: Budget) => {
  let spent = 0;
  while (budget.spend()) spent += 1;
  return spent;
};

describe("a retry budget", () => {
  test("begins with ten retries", () => {
    expect(spendAll(createRetryBudget())).toBe(10);
  });

  test("earns one retry in five calls, however many there are", () => {
    const budget = createRetryBudget();
    spendAll(budget);
    for (let round = 0; round < 1_000; round += 1) {
      earn(budget, 4);
      expect(budget.spend()).toBe(false);
      earn(budget, 1);
      expect(budget.spend()).toBe(true);
    }
  });

  test("holds ten retries at most", () => {
    const budget = createRetryBudget();
    earn(budget, 1_000);
    expect(spendAll(budget)).toBe(10);
  });
});

describe("the pause before a retry", () => {
  const longest: Random = { ...keyedRandom("longest"), next: () => 1 };

  test("doubles from 25 ms to at most 400 ms", () => {
    expect([0, 1, 2, 3, 4, 5, 2_000].map((attempt) => backoffMs(longest, attempt))).toEqual([
      25, 50, 100, 200, 400, 400, 400,
    ]);
  });

  test("lies anywhere below that", () => {
    const random = keyedRandom("pauses");
    const pauses = Array.from({ length: 2_000 }, () => backoffMs(random, 2));
    expect(Math.min(...pauses)).toBeLessThan(5);
    expect(Math.max(...pauses)).toBeGreaterThan(95);
    expect(Math.max(...pauses)).toBeLessThan(100);
    const mean = pauses.reduce((sum, each) => sum + each, 0) / pauses.length;
    expect(mean).toBeGreaterThan(45);
    expect(mean).toBeLessThan(55);
  });
});
