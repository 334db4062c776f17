import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVirtualClock } from "./virtual-clock.ts";

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;

describe("a virtual clock", () => {
  test("passes an hour in an instant, and wakes everybody at the very time they asked for", async () => {
    const clock = createVirtualClock({ startMs });
    const woken: number[] = [];
    const sleeper = async (pauseMs: number) => {
      for (;;) {
        await clock.sleep(pauseMs);
        woken.push(clock.nowMs() - startMs);
      }
    };
    void sleeper(0.5 * hourMs);
    void sleeper(0.4 * hourMs);
    const realMs = performance.now();
    await clock.run(startMs + hourMs);
    expect(performance.now() - realMs).toBeLessThan(1_000);
    expect(woken).toEqual([0.4, 0.5, 0.8, 1].map((share) => share * hourMs));
    expect(clock.nowMs()).toBe(startMs + hourMs);
    expect(clock.monotonicMs()).toBe(hourMs);
  });

  test("does not move on before everything that follows from an event is done, however deep", async () => {
    const clock = createVirtualClock({ startMs });
    const seen: string[] = [];
    const deep = async (levels: number): Promise<void> => {
      if (levels > 0) await deep(levels - 1);
      else await new Promise<void>((resolve) => process.nextTick(() => process.nextTick(resolve)));
    };
    const worker = async () => {
      await clock.sleep(10);
      await deep(1_000);
      seen.push(`worked at ${clock.monotonicMs()}`);
    };
    void worker();
    void clock.sleep(10.001).then(() => seen.push(`next at ${clock.monotonicMs()}`));
    await clock.run(startMs + 20);
    expect(seen).toEqual(["worked at 10", "next at 10.001"]);
  });

  test("wakes by time, and those of the same moment in the order in which they lay down", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), async (pauses) => {
        const clock = createVirtualClock({ startMs });
        const woken: [number, number][] = [];
        pauses.forEach((pauseMs, index) => {
          void clock.sleep(pauseMs).then(() => woken.push([pauseMs, index]));
        });
        await clock.run(startMs + 20);
        expect(woken).toEqual(
          pauses.map((pauseMs, index) => [pauseMs, index]).toSorted(([a = 0], [b = 0]) => a - b),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("stops at the given moment and goes on from there", async () => {
    const clock = createVirtualClock({ startMs });
    const woken: number[] = [];
    for (const pauseMs of [5, 10, 15]) void clock.sleep(pauseMs).then(() => woken.push(pauseMs));
    await clock.run(startMs + 10);
    expect(woken).toEqual([5, 10]);
    await clock.run(startMs + 15);
    expect(woken).toEqual([5, 10, 15]);
  });

  test("counts time in microseconds, without drifting", async () => {
    const clock = createVirtualClock({ startMs });
    const tick = async () => {
      for (let count = 0; count < 10_000; count += 1) await clock.sleep(0.1);
    };
    void tick().then(() => expect(clock.monotonicMs()).toBe(1_000));
    await clock.run(startMs + 2_000);
    expect.assertions(1);
  });

  test("takes a time that is none for no time at all", async () => {
    const clock = createVirtualClock({ startMs });
    const sleeps = Promise.all([-5, Number.NaN, 0].map((pauseMs) => clock.sleep(pauseMs)));
    await clock.run(startMs);
    await sleeps;
    expect(clock.monotonicMs()).toBe(0);
  });

  test("refuses to be run twice at a time", async () => {
    const clock = createVirtualClock({ startMs });
    const first = clock.run(startMs + 1);
    await expect(clock.run(startMs + 2)).rejects.toThrow("running already");
    await first;
    await clock.run(startMs + 2);
    expect(clock.monotonicMs()).toBe(2);
  });
});

describe("a sleep that is aborted", () => {
  test("ends at that moment with the reason, and time does not go where it would have ended", async () => {
    const clock = createVirtualClock({ startMs });
    const stop = new AbortController();
    const ended = clock
      .sleep(hourMs, stop.signal)
      .catch((error: Error) => [error.message, clock.monotonicMs()]);
    void clock.sleep(7).then(() => stop.abort(new Error("no longer")));
    await clock.run(startMs + 10);
    expect(await ended).toEqual(["no longer", 7]);
  });

  test("before it began does not begin", async () => {
    const clock = createVirtualClock({ startMs });
    await expect(clock.sleep(1, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  });

  test("after it ended changes nothing", async () => {
    const clock = createVirtualClock({ startMs });
    const stop = new AbortController();
    const sleeping = clock.sleep(1, stop.signal);
    await clock.run(startMs + 1);
    stop.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });

  test("costs no event, and the others keep their order when many go at once", async () => {
    const clock = createVirtualClock({ startMs });
    const stop = new AbortController();
    const woken: number[] = [];
    let events = 0;
    const given = Array.from({ length: 5_000 }, (_, index) => {
      const pauseMs = (index * 7_919) % 5_003;
      if (index % 5 === 0) {
        void clock.sleep(pauseMs).then(() => woken.push(pauseMs));
        return Promise.resolve();
      }
      return clock.sleep(pauseMs, stop.signal).catch(() => {});
    });
    stop.abort();
    await Promise.all(given);
    await clock.run(startMs + 10_000, {
      holdUp: () => {
        events += 1;
        return undefined;
      },
    });
    expect(woken).toHaveLength(1_000);
    expect(woken).toEqual(woken.toSorted((a, b) => a - b));
    expect(events).toBe(1_001);
  });
});

describe("whoever runs a virtual clock", () => {
  test("may hold it up until others have caught up", async () => {
    const clock = createVirtualClock({ startMs });
    const seen: string[] = [];
    let held = false;
    void clock.sleep(1).then(() => seen.push("event"));
    await clock.run(startMs + 1, {
      holdUp() {
        if (held) return undefined;
        held = true;
        return new Promise<void>((resolve) => setImmediate(resolve)).then(() => void seen.push("caught up"));
      },
    });
    expect(seen).toEqual(["caught up", "event"]);
  });

  test("hears when those others fail, and may run it again", async () => {
    const clock = createVirtualClock({ startMs });
    const holdUp = () => Promise.reject(new Error("the disk is full"));
    await expect(clock.run(startMs + 1, { holdUp })).rejects.toThrow("the disk is full");
    await clock.run(startMs + 1);
    expect(clock.monotonicMs()).toBe(1);
  });

  test("is told how far it is", async () => {
    const clock = createVirtualClock({ startMs });
    const tick = async () => {
      for (;;) await clock.sleep(1);
    };
    void tick();
    const told: number[] = [];
    await clock.run(startMs + 10_000, { onProgress: (nowMs) => void told.push(nowMs - startMs) });
    expect(told).toEqual([4_096, 8_192]);
  });
});
