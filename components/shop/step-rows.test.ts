import { expect, test } from "vitest";
import type { OrderStep } from "#lib/contract/order.ts";
import { stepRows } from "./step-rows.ts";

const step = (name: string, start: string, durationMs: number): OrderStep => ({
  service: "payment-service",
  name,
  caller: "order-service",
  start: `2026-01-01T00:00:${start}Z`,
  durationMs,
  retries: 0,
  status: "ok",
});

test("steps stand in the order of their start, on one scale that ends with the last of them", () => {
  const { rows, durationMs } = stepRows([step("pay", "00.050", 30), step("admit", "00.000", 20)]);
  expect(durationMs).toBe(80);
  expect(rows.map(({ step: { name }, offsetMs }) => [name, offsetMs])).toEqual([
    ["admit", 0],
    ["pay", 50],
  ]);
  expect(rows[1]).toMatchObject({ leftPercent: 62.5, widthPercent: 37.5 });
});

test("an order that was not followed has no rows and takes no time", () => {
  expect(stepRows([])).toEqual({ rows: [], durationMs: 0 });
});
