import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginOf, boundsOf, scaleOf, sparklinePaths } from "./sparkline-path.ts";

const unit = { low: 0, high: 1 };

describe("sparklinePaths", () => {
  test("puts the newest reading at the right edge", () => {
    expect(sparklinePaths([0, 1], 5, unit)).toMatchObject({ line: "M75 100L100 0", last: { x: 100, y: 0 } });
  });

  test("breaks the line where nothing was measured", () => {
    expect(sparklinePaths([0, null, 1, 1], 4, unit).line).toBe("M0 100h0M66.67 0L100 0");
  });

  test("marks no last point when the newest reading is missing", () => {
    expect(sparklinePaths([0, 1, null], 3, unit).last).toBeUndefined();
  });

  test("draws a constant without dividing by nothing", () => {
    expect(sparklinePaths([3, 3], 2, { low: 3, high: 3 }).line).toBe("M0 100L100 100");
  });

  test("never leaves its box", () => {
    const readings = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(readings, (values) => {
        const { area } = sparklinePaths(values, 60, boundsOf(values) ?? unit);
        const numbers = area.match(/-?[\d.]+/g) ?? [];
        expect(numbers.every((number) => Number(number) >= 0 && Number(number) <= 100)).toBe(true);
      }),
    );
  });
});

describe("boundsOf", () => {
  test("knows nothing of an empty window", () => {
    expect(boundsOf([null, null])).toBeUndefined();
  });

  test("spans what was measured", () => {
    expect(boundsOf([4, null, -2, 3])).toEqual({ low: -2, high: 4 });
  });
});

describe("scaleOf", () => {
  test("begins at its floor", () => {
    expect(scaleOf({ low: 4, high: 5 }, 0)).toEqual({ low: 0, high: 5 });
    expect(scaleOf({ low: -1, high: 5 }, 0)).toEqual({ low: -1, high: 5 });
  });

  test("without a floor spans a tenth of the value, so that a wobble stays small and in the middle", () => {
    expect(scaleOf({ low: 399, high: 400 })).toEqual({ low: 379.5, high: 419.5 });
  });

  test("without a floor follows what moved by more than that", () => {
    expect(scaleOf({ low: 200, high: 400 })).toEqual({ low: 200, high: 400 });
  });

  test("is a scale even before anything is measured", () => {
    expect(scaleOf(undefined, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe("beginOf", () => {
  test("is where the first reading stands", () => {
    expect(beginOf([1, 2], 5)).toBe(75);
    expect(beginOf([null, 2, null], 3)).toBe(50);
  });

  test("is the right edge before anything is measured", () => {
    expect(beginOf([null], 5)).toBe(100);
  });
});
