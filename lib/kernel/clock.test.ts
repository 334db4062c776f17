import { afterEach, describe, expect, test, vi } from "vitest";
import { wallClock } from "./clock.ts";

describe("the wall clock", () => {
  afterEach(() => void vi.useRealTimers());

  test("sleeps for at least as long as asked", async () => {
    const startMs = wallClock.monotonicMs();
    await wallClock.sleep(20);
    // Timers count whole milliseconds, so one may fire a fraction early.
    expect(wallClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(19);
  });

  test("ends a sleep with the reason of whoever aborts it", async () => {
    const stop = new AbortController();
    const sleeping = wallClock.sleep(600_000, stop.signal);
    stop.abort(new Error("the server is stopping"));
    await expect(sleeping).rejects.toThrow("the server is stopping");
  });

  test("does not begin a sleep that is aborted already", async () => {
    await expect(wallClock.sleep(600_000, AbortSignal.abort(new Error("too late")))).rejects.toThrow(
      "too late",
    );
  });

  test("sleeps for longer than a timer can count", async () => {
    vi.useFakeTimers();
    const longestTimerMs = 2 ** 31 - 1;
    let awake = false;
    const sleeping = wallClock.sleep(2 * longestTimerMs + 10).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(2 * longestTimerMs + 9);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("ends a sleep of months at once, in whichever of its timers it is", async () => {
    vi.useFakeTimers();
    const stop = new AbortController();
    const sleeping = wallClock.sleep(2 ** 33, stop.signal);
    const rejected = expect(sleeping).rejects.toThrow("the server is stopping");
    await vi.advanceTimersByTimeAsync(2 ** 32);
    stop.abort(new Error("the server is stopping"));
    await rejected;
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is not stirred by an abort after the sleep, and leaves no listener behind", async () => {
    const stop = new AbortController();
    const listeners = { added: 0, removed: 0 };
    const { signal } = stop;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners.added += 1;
      add(...given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listeners.removed += 1;
      remove(...given);
    };
    await wallClock.sleep(1, signal);
    expect(listeners).toEqual({ added: 1, removed: 1 });
    stop.abort();
  });

  test("gives durations that never go back", () => {
    const readings = Array.from({ length: 1_000 }, () => wallClock.monotonicMs());
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });

  test("tells the time in milliseconds since the epoch", () => {
    expect(Math.abs(wallClock.nowMs() - Date.now())).toBeLessThan(1_000);
  });
});
