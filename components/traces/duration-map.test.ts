import { describe, expect, test } from "vitest";
import { durationLevels, levelStartMs } from "#lib/contract/duration-levels.ts";
import type { TraceDurations } from "#lib/contract/trace-answers.ts";
import { byStep, choosePart, countIn, durationBelow, toDurationMap } from "./duration-map.ts";

const levels = Array.from({ length: durationLevels.last + 1 }, (_, level) => levelStartMs(level));
const noon = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;

type Cell = [minutes: number, level: number, count: number, failed: number];

function durations(...cells: Cell[]): TraceDurations {
  return {
    from: new Date(noon + 30_000).toISOString(),
    to: new Date(noon + 15 * minute).toISOString(),
    stepMs: minute,
    levels,
    cells: cells.map(([minutes, level, count, failed]) => ({
      startMs: noon + minutes * minute,
      level,
      count,
      failed,
    })),
    traces: cells.reduce((sum, [, , count]) => sum + count, 0),
    failed: cells.reduce((sum, [, , , failed]) => sum + failed, 0),
  };
}

/** 10 ms is level 10, 100 ms is level 15. */
const usual = durations([0, 11, 100, 0], [0, 13, 10, 1], [14, 22, 1, 1]);

function mapOf(counted: TraceDurations) {
  const map = toDurationMap(counted);
  if (!map) throw new Error("There is nothing to draw");
  return map;
}

describe("the picture", () => {
  test("shows whole decades round what there is, upwards, from the step in which the range begins", () => {
    const map = mapOf(usual);
    expect(map).toMatchObject({ columns: 15, rows: 15, startMs: noon, lowestLevel: 10 });
    expect(map.cells.map(({ x, y }) => [x, y])).toEqual([
      [0, 13],
      [0, 11],
      [14, 2],
    ]);
  });

  test("has at least two decades, also at the ends of the scale", () => {
    expect(mapOf(durations([0, 0, 1, 0]))).toMatchObject({ lowestLevel: 0, rows: 10 });
    expect(mapOf(durations([0, 29, 1, 0]))).toMatchObject({ lowestLevel: 20, rows: 10 });
  });

  test("shades by factors, so that one trace is seen beside a hundred", () => {
    expect(mapOf(usual).cells.map(({ shade }) => shade)).toEqual([4, 2, 0]);
    expect(mapOf(durations([0, 3, 1, 0])).cells[0]?.shade).toBe(4);
  });

  test("is not there without a trace", () => {
    expect(toDurationMap(durations())).toBeUndefined();
  });
});

describe("a part of it", () => {
  test("is asked for by time and duration, whichever corner came first", () => {
    const chosen = {
      from: "2026-01-05T12:00:00.000Z",
      to: "2026-01-05T12:02:00.000Z",
      minDurationMs: "15.849",
      maxDurationMs: "63.095",
    };
    expect(choosePart(mapOf(usual), { fromX: 0, toX: 1, fromY: 11, toY: 13 })).toEqual(chosen);
    expect(choosePart(mapOf(usual), { fromX: 1, toX: 0, fromY: 13, toY: 11 })).toEqual(chosen);
  });

  test("of the whole height asks for every duration", () => {
    expect(choosePart(mapOf(usual), { fromX: 3, toX: 3, fromY: 0, toY: 14 })).toMatchObject({
      minDurationMs: undefined,
      maxDurationMs: undefined,
    });
  });

  test("at the ends of the scale is open", () => {
    const lowest = mapOf(durations([0, 0, 1, 0]));
    expect(choosePart(lowest, { fromX: 0, toX: 0, fromY: 9, toY: 9 }).minDurationMs).toBeUndefined();
    const highest = mapOf(durations([0, 29, 1, 0]));
    expect(choosePart(highest, { fromX: 0, toX: 0, fromY: 0, toY: 0 })).toMatchObject({
      minDurationMs: "63095.734",
      maxDurationMs: undefined,
    });
  });

  test("knows how many it holds", () => {
    expect(countIn(mapOf(usual), { fromX: 0, toX: 2, fromY: 14, toY: 11 })).toEqual({
      count: 110,
      failed: 1,
    });
    expect(countIn(mapOf(usual), { fromX: 5, toX: 6, fromY: 0, toY: 14 })).toEqual({ count: 0, failed: 0 });
  });
});

test("what most stay below is known as exactly as the levels are", () => {
  expect(durationBelow(usual, 0.5)).toBe(levels[12]);
  expect(durationBelow(usual, 0.95)).toBe(levels[14]);
  expect(durationBelow(durations([0, 29, 1, 0]), 0.5)).toBeUndefined();
});

test("a table has a row a step, with the longest of it", () => {
  expect(byStep(usual)).toEqual([
    { startMs: noon, traces: 110, failed: 1, longestLevel: 13 },
    { startMs: noon + 14 * minute, traces: 1, failed: 1, longestLevel: 22 },
  ]);
});
