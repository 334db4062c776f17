import { expect, test } from "vitest";
import { leastRequestsPerSecond, mostRequestsPerSecond, TrafficChange } from "./traffic.ts";

test.each([0, leastRequestsPerSecond, 0.5, mostRequestsPerSecond])("a rate of %s is taken", (rate) => {
  expect(TrafficChange.safeParse({ requestsPerSecond: rate }).success).toBe(true);
});

test.each([1e-12, 0.009])("a rate of %s is refused, and what would do is said", (rate) => {
  const { error } = TrafficChange.safeParse({ requestsPerSecond: rate });
  expect(error?.issues.map(({ message }) => message)).toEqual(["must be 0, or from 0.01 to 1000"]);
});

test("a rate below 0 or above the highest has one thing wrong with it", () => {
  for (const rate of [-1, 1e9])
    expect(TrafficChange.safeParse({ requestsPerSecond: rate }).error?.issues).toHaveLength(1);
});
