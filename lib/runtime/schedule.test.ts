import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { every, everyInTurn } from "./schedule.ts";

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

test("what takes longer than the interval is not begun twice, and is waited for when it is stopped", async () => {
  const under = Promise.withResolvers<void>();
  let begun = 0;
  let stopped = false;
  const stop = everyInTurn(100, () => {
    begun += 1;
    return under.promise;
  });
  vi.advanceTimersByTime(1_000);
  expect(begun).toBe(1);
  const stopping = stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect(stopped).toBe(false);
  under.resolve();
  await stopping;
  vi.advanceTimersByTime(1_000);
  expect(begun).toBe(1);
});
