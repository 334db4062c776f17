import { describe, expect, test } from "vitest";
import { momentOf, percentOff, writeCountdown } from "./sale-moment.ts";

const sale = { startsAt: "2026-01-01T10:00:00Z", endsAt: "2026-01-01T10:10:00Z" };
const at = (clock: string) => Date.parse(`2026-01-01T${clock}Z`);

describe("a sale", () => {
  test.each([
    ["09:59:00", 5, "coming", 60_000],
    ["10:00:00", 5, "open", 600_000],
    ["10:09:59", 0, "sold_out", 1_000],
    ["10:10:00", 5, "over", 0],
  ] as const)("at %s with %i left is %s", (clock, left, state, untilMs) => {
    expect(momentOf(sale, left, at(clock))).toEqual({ state, untilMs });
  });
});

test.each([
  [0, "0:00"],
  [1, "0:01"],
  [249_000, "4:09"],
  [3_723_000, "1:02:03"],
  [176_523_000, "2 d 01:02:03"],
])("%i ms are written %s", (ms, text) => {
  expect(writeCountdown(ms)).toBe(text);
});

test("what is saved is never rounded up, and a dearer price saves nothing", () => {
  expect(percentOff({ priceMinor: 334, usualPriceMinor: 1_000 })).toBe(66);
  expect(percentOff({ priceMinor: 1_200, usualPriceMinor: 1_000 })).toBe(0);
});
