import { expect, test } from "vitest";
import { LogRing } from "./log-ring.ts";
import type { LogRecord } from "./record.ts";

const record = (message: string): LogRecord => ({
  timestampMs: 1,
  level: "info",
  service: "orders",
  logger: "orders",
  message,
  requestId: null,
  tenantId: null,
  traceId: null,
  spanId: null,
  sampled: false,
  attributes: {},
});
const ids = (ring: LogRing, after: number) => [...ring.after(after)].map(({ id }) => Number(id));

test("lines after any id are there in order, of ids with and without a line", () => {
  const ring = new LogRing(5);
  for (const id of [7, 10, 11]) ring.take(record("x"), id);
  expect(ids(ring, 0)).toEqual([7, 10, 11]);
  expect(ids(ring, 7)).toEqual([10, 11]);
  expect(ids(ring, 9)).toEqual([10, 11]);
  expect(ids(ring, 11)).toEqual([]);
  expect([ring.floorId(), ring.newestId()]).toEqual([5, 11]);
});

test("before the first line it stands where the lines before it ended", () => {
  const ring = new LogRing(5);
  expect([ring.floorId(), ring.newestId(), ids(ring, 0)]).toEqual([5, 5, []]);
});

test("it holds so many lines at most, and says from where on it has all of them", () => {
  const ring = new LogRing(0, { lines: 3, chars: 1_000_000 });
  for (let id = 1; id <= 10; id += 1) ring.take(record("x"), id);
  expect(ring.floorId()).toBe(7);
  expect(ids(ring, 0)).toEqual([8, 9, 10]);
  expect(ids(ring, 8)).toEqual([9, 10]);
});

test("long lines count by their length", () => {
  const ring = new LogRing(0, { lines: 100, chars: 4_000 });
  for (let id = 1; id <= 10; id += 1) ring.take(record("x".repeat(1_000)), id);
  expect(ids(ring, 0)).toEqual([9, 10]);
  ring.take(record("x".repeat(10_000)), 11);
  expect([ids(ring, 0), ring.floorId()]).toEqual([[], 11]);
  ring.take(record("short"), 12);
  expect([ids(ring, 0), ring.floorId()]).toEqual([[12], 11]);
});

test("lines that are dropped for their length are not kept in memory", () => {
  const ring = new LogRing(0, { lines: 100, chars: 4_000 });
  for (let id = 1; id <= 50; id += 1) ring.take(record("x".repeat(1_000)), id);
  // As text it is all that it has, asked for or not.
  expect(JSON.stringify(ring).match(/xxx+/g)).toHaveLength(2);
});
