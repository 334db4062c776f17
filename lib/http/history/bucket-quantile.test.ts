import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { addBuckets, type Bucket, bucketQuantile } from "./bucket-quantile.ts";

const buckets = (...pairs: [atMost: number, rate: number][]): Bucket[] =>
  pairs.map(([atMost, rate]) => ({ atMost, rate }));
const infinite = Number.POSITIVE_INFINITY;

describe("a quantile of buckets", () => {
  // Worked out by hand: 10 values up to 0.1, 30 more up to 0.5, 10 more beyond.
  const counted = buckets([0.1, 10], [0.5, 40], [infinite, 50]);

  it.each([
    [0.1, 0.05],
    [0.2, 0.1],
    [0.5, 0.1 + 0.4 * (15 / 30)],
    [0.8, 0.5],
  ])("lies for %s at %s, as if values were spread evenly in their bucket", (share, expected) => {
    expect(bucketQuantile(share, counted)).toBeCloseTo(expected, 12);
  });

  it("beyond the last bound is that bound", () => expect(bucketQuantile(0.99, counted)).toBe(0.5));
  it("of nothing is nothing", () => {
    expect(bucketQuantile(0.5, [])).toBeNull();
    expect(bucketQuantile(0.5, buckets([1, 0], [infinite, 0]))).toBeNull();
    expect(bucketQuantile(0.5, buckets([infinite, 3]))).toBeNull();
  });
  it("below a first bound that is not above nothing is that bound", () => {
    expect(bucketQuantile(0.5, buckets([-1, 5], [1, 6], [infinite, 6]))).toBe(-1);
  });
  it("takes a larger bucket for as full as a smaller one", () => {
    expect(bucketQuantile(0.5, buckets([1, 10], [2, 8], [infinite, 10]))).toBeCloseTo(0.5, 12);
  });
});

test("whatever was counted, the quantile is no further from the value than its bucket is wide", () => {
  const bounds = [0.1, 0.25, 0.5, 1, 2.5, 5];
  const values = fc.array(fc.double({ min: 0.0001, max: 5, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
      const counted = [...bounds, infinite].map((atMost): [number, number] => [
        atMost,
        all.filter((value) => value <= atMost).length,
      ]);
      const exact =
        all.toSorted((one, other) => one - other)[Math.ceil(share * all.length) - 1] ?? Number.NaN;
      const above = bounds.find((bound) => exact <= bound) ?? infinite;
      const below = bounds.findLast((bound) => bound < exact) ?? 0;
      const found = bucketQuantile(share, buckets(...counted)) ?? Number.NaN;
      // A rank between two values may be the end of one bucket or the start of the next that holds any.
      expect(found).toBeGreaterThanOrEqual(below - 1e-9);
      expect(found).toBeLessThanOrEqual(above + 1e-9);
    }),
  );
});

test("buckets of series with other bounds are added bound by bound", () => {
  const added = addBuckets([
    { bounds: [1, 5], rates: [1, 2, 3] },
    { bounds: [2, 5], rates: [10, 20, 30] },
  ]);
  expect(added).toEqual(buckets([1, 1], [2, 10], [5, 22], [infinite, 33]));
});
