import fc from "fast-check";
import { expect, test } from "vitest";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { createVirtualClock } from "#lib/kernel/virtual-clock.ts";
import { scheduleJobs } from "./schedule-jobs.ts";
import { quietLog } from "./testing/jobs-under-test.ts";
import { nextTickMs, tickAt } from "./ticks.ts";
import type { JobOrder } from "./types.ts";

const startMs = Date.UTC(2026, 2, 1, 12);
const intervalsMs = { "discount-stock": 180_000, "vendor-status": 185_000, "vendor-product-status": 190_000 };

type Proposed = { job: VendorQuestion; tick: number; atMs: number };

async function proposedBy(minutes: number, fromMs = startMs, earlyMs = 0): Promise<Proposed[]> {
  const clock = createVirtualClock({ startMs: fromMs });
  const proposed: Proposed[] = [];
  const send = async (job: VendorQuestion, { tick }: JobOrder) => {
    proposed.push({ job, tick, atMs: clock.nowMs() });
    return true;
  };
  const after: typeof clock.after = (ms, then) => clock.after(ms > earlyMs ? ms - earlyMs : ms, then);
  const stop = scheduleJobs({ clock: { nowMs: clock.nowMs, after }, intervalsMs, send, log: quietLog });
  await clock.run(fromMs + minutes * 60_000);
  stop();
  await clock.run(fromMs + minutes * 120_000);
  return proposed;
}

test("every job is asked for within seconds of the start, each at a moment of its own", async () => {
  const first = (await proposedBy(1)).slice(0, 3);
  expect(new Set(first.map(({ job }) => job)).size).toBe(3);
  expect(new Set(first.map(({ atMs }) => atMs)).size).toBe(3);
  for (const { atMs } of first) expect(atMs - startMs).toBeLessThanOrEqual(5_000);
});

test.each([
  ["at their time", 0],
  ["a hair too early", 0.7],
])(
  "in an hour of timers that fire %s no tick is left out and none asked for twice",
  async (_when, earlyMs) => {
    const proposed = await proposedBy(60, startMs, earlyMs);
    // Nor any after the stop.
    expect(Math.max(...proposed.map(({ atMs }) => atMs))).toBeLessThanOrEqual(startMs + 3_600_000);
    for (const [job, intervalMs] of Object.entries(intervalsMs)) {
      const ticks = proposed.filter((one) => one.job === job).map(({ tick }) => tick);
      expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(3_600_000 / intervalMs));
      expect(ticks).toEqual(ticks.map((_, nth) => (ticks[0] ?? 0) + nth));
    }
  },
);

test("processes that started at different moments mean the same run by the same number", async () => {
  const [one, other] = await Promise.all([proposedBy(30), proposedBy(30, startMs + 47_123)]);
  const atTheirTime = (all: Proposed[]) =>
    new Map(all.slice(3).map(({ job, tick, atMs }) => [`${job} ${tick}`, atMs]));
  const times = atTheirTime(one);
  const shared = [...atTheirTime(other)].filter(([key]) => times.has(key));
  expect(shared.length).toBeGreaterThan(20);
  for (const [key, atMs] of shared) expect(atMs).toBe(times.get(key));
});

test("the next tick is later than now, at most an interval away, and one more", () => {
  const whole = fc.record({
    intervalMs: fc.integer({ min: 1_000, max: 86_400_000 }),
    offsetMs: fc.integer({ min: 0, max: 10_000 }),
    nowMs: fc.double({ min: 1e12, max: 2e12, noNaN: true }),
  });
  fc.assert(
    fc.property(whole, ({ nowMs, ...pace }) => {
      const next = nextTickMs(pace, nowMs);
      expect(next).toBeGreaterThan(nowMs);
      expect(next - nowMs).toBeLessThanOrEqual(pace.intervalMs);
      expect(tickAt(pace, next)).toBe(tickAt(pace, nowMs) + 1);
    }),
  );
});
