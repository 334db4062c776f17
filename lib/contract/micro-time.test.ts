import fc from "fast-check";
import { expect, test } from "vitest";
import { isoFromMicros, microsFromIso } from "./micro-time.ts";

test("a time has six digits", () => {
  expect(isoFromMicros(1_767_571_200_000_007)).toBe("2026-01-05T00:00:00.000007Z");
});

test("every microsecond comes back as it was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), (micros) => {
      expect(microsFromIso(isoFromMicros(micros))).toBe(micros);
    }),
  );
});

test.each([
  ["2026-01-05T00:00:00Z", 1_767_571_200_000_000],
  ["2026-01-05T00:00:00.5Z", 1_767_571_200_500_000],
  ["2026-01-05T01:00:00.0001+01:00", 1_767_571_200_000_100],
])("%s is read", (iso, micros) => {
  expect(microsFromIso(iso)).toBe(micros);
});
