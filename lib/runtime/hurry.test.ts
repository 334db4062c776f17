import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { wallClock } from "#lib/kernel/clock.ts";
import { createHurry, type Hurry } from "./hurry.ts";

let acts: number;
let hurry: Hurry;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  acts = 0;
  const act = () => {
    acts += 1;
  };
  hurry = createHurry({ act, clock: wallClock, leastMs: 50 });
});
afterEach(() => vi.useRealTimers());

test("what is asked for comes at once, but not in the middle of who asks", () => {
  hurry.ask();
  expect(acts).toBe(0);
  vi.advanceTimersByTime(1);
  expect(acts).toBe(1);
});

test("many who ask together get it once", () => {
  for (let count = 0; count < 10; count += 1) hurry.ask();
  vi.advanceTimersByTime(1_000);
  expect(acts).toBe(1);
});

test("who asks all the time gets it every 50 ms, and the last one is not forgotten", () => {
  for (let ms = 0; ms < 1_000; ms += 1) {
    hurry.ask();
    vi.advanceTimersByTime(1);
  }
  expect(acts).toBe(21);
  hurry.ask();
  vi.advanceTimersByTime(49);
  expect(acts).toBe(21);
  vi.advanceTimersByTime(1_000);
  expect(acts).toBe(22);
});

test("after the close nothing comes any more", () => {
  hurry.ask();
  hurry.close();
  vi.advanceTimersByTime(1_000);
  expect(acts).toBe(0);
});

test("who asks after the close starts nothing", () => {
  hurry.close();
  hurry.ask();
  expect(vi.getTimerCount()).toBe(0);
});
