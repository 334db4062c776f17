import { expect, test } from "vitest";
import type { EdgeReading } from "#lib/contract/mesh.ts";
import { bundled, edgeSeverity } from "./edge-reading.ts";

const quiet: EdgeReading = {
  callsPerSecond: 0,
  errorRate: 0,
  latencyMs: 0,
  p95Ms: 0,
  calls: 0,
  breaker: "closed",
  retriesPerSecond: 0,
};
const busy: EdgeReading = { ...quiet, callsPerSecond: 9, latencyMs: 10, p95Ms: 20, calls: 90 };
const failing: EdgeReading = { ...busy, callsPerSecond: 1, errorRate: 1, latencyMs: 110, breaker: "open" };

test("calls of a bundle count by how many they are", () => {
  expect(bundled([busy, failing])).toMatchObject({ callsPerSecond: 10, errorRate: 0.1, latencyMs: 20 });
});

test("a bundle has its worst breaker, and nothing measured is nothing", () => {
  expect(bundled([busy, failing, { ...busy, breaker: "half-open" }])?.breaker).toBe("open");
  expect(bundled([])).toBeUndefined();
  expect(bundled([quiet])?.errorRate).toBe(0);
});

test("an edge takes a colour only when calls fail", () => {
  expect([quiet, busy, { ...busy, errorRate: 0.06 }, failing].map(edgeSeverity)).toEqual([
    undefined,
    undefined,
    "red",
    "red-high",
  ]);
});
