import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCallRing } from "./call-ring.ts";
import { binOf, binRange } from "./latency-bins.ts";

type Call = { atMs: number; latencyMs: number; failed: boolean };

const none = { calls: 0, errors: 0, latencyMs: 0, p95Ms: 0 };
const secondOf = (ms: number) => Math.floor(ms / 1_000);

function sumsOf(calls: readonly Call[]) {
  const latencies = calls.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
  return {
    calls: calls.length,
    errors: calls.filter(({ failed }) => failed).length,
    latencyMs: latencies.reduce((sum, each) => sum + each, 0) / Math.max(1, calls.length),
    p95Ms: latencies[Math.ceil((95 * calls.length) / 100) - 1] ?? 0,
  };
}

function expectSums(actual: typeof none, calls: readonly Call[]) {
  const wanted = sumsOf(calls);
  expect(actual).toMatchObject({ calls: wanted.calls, errors: wanted.errors });
  expect(actual.latencyMs).toBeCloseTo(wanted.latencyMs, 6);
  if (calls.length === 0) return expect(actual.p95Ms).toBe(0);
  const { fromMs, toMs } = binRange(binOf(wanted.p95Ms));
  expect(actual.p95Ms).toBeGreaterThanOrEqual(fromMs);
  expect(actual.p95Ms).toBeLessThanOrEqual(toMs);
}

/** What the ring must know: a call counts unless it was older than the ring is deep, or has become so since. */
function createModel(depth: number) {
  const calls: Call[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  return {
    record(call: Call) {
      newest = Math.max(newest, secondOf(call.atMs));
      if (secondOf(call.atMs) > newest - depth) calls.push(call);
    },
    within(nowMs: number, seconds: number) {
      const from = Math.max(secondOf(nowMs) - Math.min(seconds, depth), newest - depth);
      return calls.filter(({ atMs }) => secondOf(atMs) > from && secondOf(atMs) <= secondOf(nowMs));
    },
  };
}

const gaps = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 1_500 }) },
  { weight: 3, arbitrary: fc.integer({ min: -20_000, max: 90_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -890_000, max: 2_000_000 }) },
);
const steps = fc.array(
  fc.record({
    gapMs: gaps,
    latencyMs: fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 0, max: 40_000 })),
    failed: fc.boolean(),
  }),
  { maxLength: 200 },
);

describe("a ring of calls", () => {
  test("knows of every second what a list of all calls would", () => {
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom(60, 900),
        fc.array(fc.tuple(fc.integer({ min: -5_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000 }))),
        (given, depth, questions) => {
          const ring = createCallRing(depth);
          const model = createModel(depth);
          let atMs = 1_790_000_000_000;
          let lastMs = Number.NEGATIVE_INFINITY;
          for (const { gapMs, ...call } of given) {
            atMs += gapMs;
            lastMs = Math.max(lastMs, atMs);
            ring.record(atMs, call.latencyMs, call.failed);
            model.record({ atMs, ...call });
          }
          expect(ring.total()).toBe(given.length);
          expect(ring.lastAtMs()).toBe(lastMs);
          for (const [aheadMs, seconds] of [[0, 10] as const, ...questions]) {
            const nowMs = Math.max(lastMs, 0) + aheadMs;
            expectSums(ring.sum(nowMs, seconds), model.within(nowMs, seconds));
            const { p95Ms: _, ...counts } = ring.sum(nowMs, seconds);
            expect(ring.counts(nowMs, seconds)).toEqual(counts);
          }
          const kept = Map.groupBy(model.within(lastMs, depth), (call) => secondOf(call.atMs) * 1_000);
          const told = given.length === 0 ? [] : ring.seconds(lastMs);
          expect(told.map(({ at }) => at)).toEqual([...kept.keys()].toSorted((a, b) => a - b));
          for (const { at, ...sums } of told) expectSums(sums, kept.get(at) ?? []);
        },
      ),
    );
  });

  test("forgets what is too old also where nothing has been written over it", () => {
    const ring = createCallRing(60);
    ring.record(777_000, 1, false);
    ring.record(837_000, 1, false);
    expect(ring.sum(836_000, 60).calls).toBe(0);
    expect(ring.sum(837_000, 60).calls).toBe(1);
  });

  test("knows no less for having been asked in between", () => {
    fc.assert(
      fc.property(
        steps,
        fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 3 }),
        (given, windows) => {
          const ring = createCallRing(60);
          const model = createModel(60);
          let atMs = 1_790_000_000_000;
          let lastMs = atMs;
          for (const { gapMs, ...call } of given) {
            atMs += gapMs;
            lastMs = Math.max(lastMs, atMs);
            ring.record(atMs, call.latencyMs, call.failed);
            model.record({ atMs, ...call });
            for (const seconds of windows)
              expectSums(ring.sum(lastMs, seconds), model.within(lastMs, seconds));
          }
        },
      ),
    );
  });

  test("says nothing before the first call", () => {
    const ring = createCallRing();
    expect(ring.sum(5_000, 10)).toEqual(none);
    expect(ring.seconds(5_000)).toEqual([]);
    expect(ring.lastAtMs()).toBe(Number.NEGATIVE_INFINITY);
  });

  test("counts a call that is older than it is deep in the total alone", () => {
    const ring = createCallRing();
    ring.record(2_000_000, 1, false);
    ring.record(1_100_000, 1, true);
    expect(ring.total()).toBe(2);
    expect(ring.sum(1_100_000, 10)).toEqual(none);
    expect(ring.sum(2_000_000, 900)).toMatchObject({ calls: 1, errors: 0 });
  });

  test("puts the p95 where the slow twentieth begins", () => {
    const ring = createCallRing();
    for (let call = 0; call < 100; call += 1) ring.record(1_000, call < 94 ? 10 : 1_000, false);
    const { fromMs, toMs } = binRange(binOf(1_000));
    const { p95Ms } = ring.sum(1_999, 1);
    expect(p95Ms).toBeCloseTo(fromMs + (toMs - fromMs) / 6, 6);
  });

  test("keeps the p95 right when a second has more calls than one bin can count", () => {
    const ring = createCallRing();
    for (let call = 0; call < 66_000; call += 1) ring.record(1_000, 10, false);
    for (let call = 0; call < 1_000; call += 1) ring.record(1_000, 500, false);
    const { calls, p95Ms } = ring.sum(1_000, 1);
    expect(calls).toBe(67_000);
    expect(binOf(p95Ms)).toBe(binOf(10));
  });
});
