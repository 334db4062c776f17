import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fitWindow,
  isWhole,
  moveWindow,
  placeIn,
  readWindow,
  scaleWindow,
  wholeWindow,
  writeWindow,
} from "./time-window.ts";

describe("a window on a trace's time", () => {
  test("is written into the address, unless it shows everything", () => {
    expect(writeWindow({ fromUs: 100, toUs: 900 }, 1_000)).toBe("100-900");
    expect(writeWindow(wholeWindow(1_000), 1_000)).toBeUndefined();
    expect(readWindow("100-900", 1_000)).toEqual({ fromUs: 100, toUs: 900 });
  });

  test.each([null, "", "5", "a-b", "-5-9", "1000-2000", "3-"])(
    "shows everything when the address says %j",
    (text) => {
      expect(isWhole(readWindow(text, 1_000), 1_000)).toBe(true);
    },
  );

  test("is moved as far as the trace goes, and stays as wide", () => {
    expect(moveWindow({ fromUs: 100, toUs: 300 }, -500, 1_000)).toEqual({ fromUs: 0, toUs: 200 });
    expect(moveWindow({ fromUs: 100, toUs: 300 }, 5_000, 1_000)).toEqual({ fromUs: 800, toUs: 1_000 });
  });

  test("is scaled around a moment that stays where it is", () => {
    expect(scaleWindow({ fromUs: 0, toUs: 1_000 }, 0.5, 500, 1_000)).toEqual({ fromUs: 250, toUs: 750 });
  });

  test("lies in the trace whatever is asked, in order, and never too narrow", () => {
    const us = fc.integer({ min: -5_000, max: 20_000 });
    fc.assert(
      fc.property(us, us, fc.integer({ min: 1, max: 10_000 }), (fromUs, toUs, durationUs) => {
        const fitted = fitWindow({ fromUs, toUs }, durationUs);
        expect(fitted.fromUs).toBeGreaterThanOrEqual(0);
        expect(fitted.toUs).toBeLessThanOrEqual(durationUs);
        expect(fitted.toUs - fitted.fromUs).toBeGreaterThanOrEqual(1);
        expect(readWindow(writeWindow(fitted, durationUs) ?? null, durationUs)).toEqual(fitted);
      }),
    );
  });

  test("shows of a span what lies in it", () => {
    const window = { fromUs: 100, toUs: 300 };
    expect(placeIn(window, 150, 50)).toEqual({ left: 25, width: 25 });
    expect(placeIn(window, 0, 1_000)).toEqual({ left: 0, width: 100 });
    expect(placeIn(window, 0, 50)).toBeUndefined();
    expect(placeIn(window, 301, 5)).toBeUndefined();
    expect(placeIn(wholeWindow(0), 0, 0)).toEqual({ left: 0, width: 0 });
  });
});
