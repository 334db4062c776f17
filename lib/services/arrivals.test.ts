import { expect, test } from "vitest";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { createArrivals } from "./arrivals.ts";

const startMs = Date.UTC(2030, 0, 1);

function open({ seed = "7", perSecond = 10 } = {}) {
  const clock = createVirtualClock({ startMs });
  const came: number[] = [];
  const arrive = (nth: number) => {
    expect(nth).toBe(came.length);
    came.push(clock.monotonicMs());
  };
  const arrivals = createArrivals({ clock, seed, perSecond, arrive });
  let untilMs = startMs;
  const pass = (seconds: number) => {
    untilMs += seconds * 1_000;
    return clock.run(untilMs);
  };
  return { clock, came, arrivals, pass };
}

test("as many come as was asked for, at random, one independently of the other", async () => {
  const { came, arrivals, pass } = open();
  arrivals.start();
  await pass(1_000);
  expect(came.length).toBeGreaterThan(9_600);
  expect(came.length).toBeLessThan(10_400);
  const gaps = came.slice(1).map((at, index) => at - (came[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  // Of such times the standard deviation is the mean; of evenly spaced ones it would be 0.
  expect(deviation / mean).toBeCloseTo(1, 1);
});

test("the same seed brings them at the same moments, another one at others", async () => {
  const runs = [open(), open(), open({ seed: "8" })];
  for (const { arrivals, pass } of runs) {
    arrivals.start();
    await pass(30);
  }
  const [first, second, other] = runs.map(({ came }) => came);
  expect(second).toEqual(first);
  expect(other?.slice(0, 10)).not.toEqual(first?.slice(0, 10));
});

test("a higher rate takes effect at once, even for who would have come in an hour", async () => {
  const { came, arrivals, pass } = open({ perSecond: 0.0001 });
  arrivals.start();
  await pass(10);
  expect(came).toEqual([]);
  arrivals.setRate(100);
  await pass(1);
  expect(came.length).toBeGreaterThan(60);
});

test("nobody is kept away by a rate that is changed all the time", async () => {
  const { came, arrivals, pass } = open();
  arrivals.start();
  for (let change = 0; change < 1_000; change += 1) {
    await pass(0.02);
    arrivals.setRate(change % 2 === 0 ? 9 : 11);
  }
  expect(came.length).toBeGreaterThan(150);
  expect(came.length).toBeLessThan(250);
});

test("a rate of 0 stops them, and they go on where they were", async () => {
  const { came, arrivals, pass } = open();
  arrivals.start();
  await pass(5);
  const before = came.length;
  arrivals.setRate(0);
  await pass(600);
  expect(came.length).toBe(before);
  arrivals.setRate(10);
  await pass(10);
  expect(came.length).toBeGreaterThan(before + 60);
  expect(came.length).toBeLessThan(before + 140);
});

test("after the machine slept nobody comes to make up for it", async () => {
  const { clock, came, arrivals, pass } = open();
  const lateMs = 3_600_000;
  let offsetMs = 0;
  const sleepy = { ...clock, monotonicMs: () => clock.monotonicMs() + offsetMs };
  const times: number[] = [];
  const late = createArrivals({
    clock: sleepy,
    seed: "7",
    perSecond: 10,
    arrive: () => times.push(sleepy.monotonicMs()),
  });
  late.start();
  arrivals.start();
  await pass(10);
  offsetMs = lateMs;
  await pass(10);
  expect(times.length).toBeGreaterThan(came.length - 30);
  expect(times.length).toBeLessThan(came.length + 30);
});

test("nobody comes after the close", async () => {
  const { came, arrivals, pass } = open();
  arrivals.start();
  await pass(2);
  const before = came.length;
  arrivals.close();
  await pass(60);
  expect(came.length).toBe(before);
});
