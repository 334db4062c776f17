import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Clock } from "#lib/kernel/clock.ts";
import { createRequestWindow, type RequestFigures } from "./request-window.ts";

function clockAt(startMs: number) {
  let ms = startMs;
  const clock: Clock = {
    nowMs: () => ms,
    monotonicMs: () => ms,
    sleep: async () => {},
    after: () => () => {},
  };
  return { clock, pass: (durationMs: number) => (ms += durationMs), second: () => Math.floor(ms / 1_000) };
}

type Seen = { second: number; durationMs: number; failed: boolean };

/** The same figures from the full list of what happened. */
function naiveFigures(seen: Seen[], second: number): Omit<RequestFigures, "p50Ms" | "p99Ms"> & Quantiles {
  const recent = seen.filter((one) => one.second > second - 10);
  const durations = recent.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
  const quantile = (share: number) => durations[Math.ceil(share * durations.length) - 1] ?? 0;
  return {
    perSecond: recent.length / 10,
    errorRate: recent.length === 0 ? 0 : recent.filter(({ failed }) => failed).length / recent.length,
    p50: quantile(0.5),
    p99: quantile(0.99),
  };
}
type Quantiles = { p50: number; p99: number };

const step = fc.record({
  waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2_500 }), fc.integer({ min: 0, max: 30_000 })),
  durationMs: fc.double({ min: 0.1, max: 20_000, noNaN: true }),
  failed: fc.boolean(),
});

describe("the window of the last ten seconds", () => {
  test("counts and measures as if it had kept every request", () => {
    const start = fc.integer({ min: 0, max: 1e9 });
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 80 }), (startMs, steps) => {
        const { clock, pass, second } = clockAt(startMs);
        const window = createRequestWindow(clock);
        const seen: Seen[] = [];
        for (const { waitMs, durationMs, failed } of steps) {
          pass(waitMs);
          window.record(durationMs, failed);
          seen.push({ second: second(), durationMs, failed });
          const figures = window.figures();
          const expected = naiveFigures(seen, second());
          expect(figures.perSecond).toBe(expected.perSecond);
          expect(figures.errorRate).toBe(expected.errorRate);
          expectAtMostAStepAbove(figures.p50Ms, expected.p50);
          expectAtMostAStepAbove(figures.p99Ms, expected.p99);
        }
      }),
    );
  });

  test("forgets everything after ten quiet seconds", () => {
    const { clock, pass } = clockAt(0);
    const window = createRequestWindow(clock);
    window.record(5, true);
    pass(9_000);
    expect(window.figures()).toMatchObject({ perSecond: 0.1, errorRate: 1 });
    pass(1_000);
    expect(window.figures()).toEqual({ perSecond: 0, errorRate: 0, p50Ms: 0, p99Ms: 0 });
  });

  test("begins with nothing", () => {
    expect(createRequestWindow(clockAt(0).clock).figures()).toEqual({
      perSecond: 0,
      errorRate: 0,
      p50Ms: 0,
      p99Ms: 0,
    });
  });

  test("counts what took longer than its longest bound with that bound", () => {
    const window = createRequestWindow(clockAt(0).clock);
    window.record(3_600_000, false);
    expect(window.figures().p99Ms).toBeGreaterThan(20_000);
  });
});

function expectAtMostAStepAbove(measured: number, exact: number) {
  expect(measured).toBeGreaterThanOrEqual(exact);
  expect(measured).toBeLessThanOrEqual(exact * 1.3 + 1e-9);
}
