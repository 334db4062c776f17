import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { every } from "./schedule.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

test("an act is repeated at its interval, not at once", () => {
  const calls: number[] = [];
  const stop = every(250, () => calls.push(calls.length));
  expect(calls.length).toBe(0);
  vi.advanceTimersByTime(249);
  expect(calls.length).toBe(0);
  vi.advanceTimersByTime(751);
  expect(calls.length).toBe(4);
  stop();
});

test("it ends when stopped, and stopping again is fine", () => {
  let calls = 0;
  const stop = every(250, () => {
    calls += 1;
  });
  vi.advanceTimersByTime(250);
  stop();
  stop();
  vi.advanceTimersByTime(10_000);
  expect(calls).toBe(1);
});

test("it does not keep the process alive", () => {
  vi.useRealTimers();
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const stop = every(60_000, () => {});
  const during = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  stop();
  // Timers that were unreferenced are not among the resources that keep a process alive.
  expect(during).toBe(before);
});
