import { expect, test } from "vitest";
import { planPastTime, readPastTime } from "./past-time.ts";

const nowMs = Date.UTC(2026, 0, 5, 14, 32, 10);
const oldestMs = nowMs - 3_600_000;
const plan = (at?: string, oldest: number | undefined = oldestMs) =>
  planPastTime(at, { nowMs, oldestMs: oldest });

test("a time is written as ISO 8601 with its zone, or as milliseconds", () => {
  expect(plan("2026-01-05T14:20:00Z")).toBe(Date.UTC(2026, 0, 5, 14, 20));
  expect(plan("2026-01-05T15:20:00.500+01:00")).toBe(Date.UTC(2026, 0, 5, 14, 20, 0, 500));
  expect(plan(String(nowMs - 1_000))).toBe(nowMs - 1_000);
});

test.each([
  "",
  "yesterday",
  "2026-01-05",
  "2026-01-05T14:20:00",
  "2026-13-05T14:20:00Z",
  "-1",
  "1e3",
  "1".repeat(16),
])("%j is no time", (text) => {
  expect(readPastTime(text)).toBeUndefined();
  expect(() => plan(text)).toThrow(
    expect.objectContaining({
      code: "bad_request",
      message: expect.stringContaining("is no time: write it as"),
    }),
  );
});

test("without a time it is now, also while nothing is recorded", () => {
  expect(planPastTime(undefined, { nowMs, oldestMs: undefined })).toBe(nowMs);
});

test("the future is refused, but for clocks that differ a little", () => {
  expect(plan(String(nowMs + 4_000))).toBe(nowMs);
  expect(() => plan(String(nowMs + 60_000))).toThrow(
    expect.objectContaining({
      code: "bad_request",
      message: expect.stringContaining("2026-01-05T14:32:10.000Z"),
    }),
  );
});

test("what lies before all that is kept is refused with the oldest time that can be asked for", () => {
  expect(plan(String(oldestMs))).toBe(oldestMs);
  expect(() => plan(String(oldestMs - 1))).toThrow(
    expect.objectContaining({
      code: "bad_request",
      message: expect.stringContaining("2026-01-05T13:32:10.000Z"),
    }),
  );
  expect(() => planPastTime(String(nowMs - 1), { nowMs, oldestMs: undefined })).toThrow(
    "Nothing is recorded yet",
  );
});
