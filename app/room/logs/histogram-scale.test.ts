import { expect, test } from "vitest";
import type { LogHistogram } from "#lib/contract/log-answers.ts";
import { barsOf, stretchBetween, ticksOf, totalsOf } from "./histogram-scale.ts";

const histogram: LogHistogram = {
  from: "2026-01-05T10:00:30.000Z",
  to: "2026-01-05T10:10:30.000Z",
  stepMs: 60_000,
  total: 7,
  buckets: [
    { startMs: Date.parse("2026-01-05T10:00:00Z"), counts: { info: 1 } },
    { startMs: Date.parse("2026-01-05T10:05:00Z"), counts: { info: 3, error: 1, debug: 2 } },
  ],
};

test("bars stand where their time is, and do not reach beyond it", () => {
  const [first, second] = barsOf(histogram);
  expect(first).toMatchObject({ lines: 1, left: 0, width: 5 });
  expect(second).toMatchObject({ lines: 6, left: 45, width: expect.closeTo(10) });
  expect(second?.parts.map(({ level, bottom }) => [level, Math.round(bottom)])).toEqual([
    ["error", 0],
    ["info", 17],
    ["debug", 67],
  ]);
});

test("totals leave out levels that nobody used", () => {
  expect(totalsOf(histogram)).toEqual([
    { level: "error", lines: 1 },
    { level: "info", lines: 4 },
    { level: "debug", lines: 2 },
  ]);
});

test("a stretch is whole steps, at least one, however it was drawn", () => {
  const at = (time: string) => Date.parse(`2026-01-05T${time}Z`);
  expect(stretchBetween(histogram, 0.5, 0.25)).toEqual({ fromMs: at("10:03:00"), toMs: at("10:06:00") });
  expect(stretchBetween(histogram, 0.1, 0.1)).toEqual({ fromMs: at("10:01:00"), toMs: at("10:02:00") });
  expect(stretchBetween(histogram, -1, 2)).toEqual({ fromMs: at("10:00:00"), toMs: at("10:11:00") });
});

test("what is written below are times that a reader expects", () => {
  const { stepMs, moments } = ticksOf(histogram);
  const clock = moments.map((ms) => new Date(ms).toISOString().slice(11, 16));
  expect(stepMs).toBe(120_000);
  expect(clock).toEqual(["10:02", "10:04", "10:06", "10:08", "10:10"]);
});
