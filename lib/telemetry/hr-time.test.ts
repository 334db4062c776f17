import { hrTimeToMicroseconds } from "@opentelemetry/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHrTime } from "./hr-time.ts";

const years = { min: Date.UTC(1971, 0, 1) * 1_000, max: Date.UTC(2200, 0, 1) * 1_000 };

describe("a time for a span", () => {
  test.each([
    [0, [0, 0]],
    [1_767_225_600_000, [1_767_225_600, 0]],
    [1_767_225_600_123.457, [1_767_225_600, 123_457_000]],
    [1_767_225_600_999.999_8, [1_767_225_601, 0]],
  ])("of %d ms is %j", (epochMs, expected) => {
    expect(toHrTime(epochMs)).toEqual(expected);
  });

  test("keeps every microsecond of two centuries", () => {
    fc.assert(
      fc.property(fc.integer(years), (us) => {
        const [seconds, nanoseconds] = toHrTime(us / 1_000);
        expect(seconds * 1_000_000 + nanoseconds / 1_000).toBe(us);
        expect(Math.round(hrTimeToMicroseconds([seconds, nanoseconds]))).toBe(us);
        expect(nanoseconds).toBeLessThan(1_000_000_000);
      }),
    );
  });
});
