// Durations over time as a grid of cells: what is drawn, what is read aloud, and what a part of it stands for.
import { durationLevels } from "#lib/contract/duration-levels.ts";
import type { TraceDurations } from "#lib/contract/trace-answers.ts";

export type MapCell = { x: number; y: number; count: number; failed: number; shade: number };
export type DurationMap = {
  columns: number;
  rows: number;
  startMs: number;
  stepMs: number;
  /** Of the lowest row; the others follow upwards. */
  lowestLevel: number;
  levels: readonly number[];
  cells: readonly MapCell[];
};
/** Cells from one corner to the other, both included. */
export type MapPart = { fromX: number; toX: number; fromY: number; toY: number };

export const shades = 5;
const { perDecade, last } = durationLevels;
/** With less than this to tell apart, the same noise would fill the whole height. */
const leastDecades = 2;

/** Undefined where there is nothing to draw. */
export function toDurationMap({ from, to, stepMs, levels, cells }: TraceDurations): DurationMap | undefined {
  if (cells.length === 0 || stepMs <= 0) return undefined;
  const [lowestLevel, rows] = shownLevels(cells.map(({ level }) => level));
  const startMs = Math.floor(Date.parse(from) / stepMs) * stepMs;
  const columns = Math.max(1, Math.ceil((Date.parse(to) - startMs) / stepMs));
  const most = Math.max(...cells.map(({ count }) => count));
  return {
    columns,
    rows,
    startMs,
    stepMs,
    lowestLevel,
    levels,
    cells: cells.map(({ startMs: atMs, level, count, failed }) => ({
      x: Math.round((atMs - startMs) / stepMs),
      y: rows - 1 - (level - lowestLevel),
      count,
      failed,
      shade: shadeOf(count, most),
    })),
  };
}

/** Whole decades, so that the scale stays while the picture moves on. */
function shownLevels(used: readonly number[]): [lowest: number, rows: number] {
  const lowest = Math.floor(Math.min(...used) / perDecade);
  const highest = Math.floor(Math.max(...used) / perDecade) + 1;
  const decades = Math.max(leastDecades, highest - lowest);
  const first = Math.max(0, Math.min(lowest, (last + 1) / perDecade - decades));
  return [first * perDecade, decades * perDecade];
}

/** By equal factors: a cell with one trace shall be seen beside one with a thousand. */
function shadeOf(count: number, most: number): number {
  return most <= 1
    ? shades - 1
    : Math.min(shades - 1, Math.floor((Math.log(count) / Math.log(most)) * shades));
}

export type Chosen = {
  from: string;
  to: string;
  minDurationMs: string | undefined;
  maxDurationMs: string | undefined;
};

/** What the address says of a part. The whole height asks for every duration. */
export function choosePart(map: DurationMap, part: MapPart): Chosen {
  const { columns, rows, startMs, stepMs, lowestLevel, levels } = map;
  const [left, right] = [Math.min(part.fromX, part.toX), Math.max(part.fromX, part.toX)];
  const [top, bottom] = [Math.min(part.fromY, part.toY), Math.max(part.fromY, part.toY)];
  const least = lowestLevel + rows - 1 - bottom;
  const beyond = lowestLevel + rows - top;
  const whole = top === 0 && bottom === rows - 1;
  const iso = (ms: number) => new Date(ms).toISOString();
  const next = levels[beyond];
  return {
    from: iso(startMs + left * stepMs),
    to: iso(startMs + Math.min(columns, right + 1) * stepMs),
    minDurationMs: whole || least === 0 ? undefined : levels[least]?.toString(),
    // A level ends where the next one begins, a microsecond before.
    maxDurationMs:
      whole || next === undefined ? undefined : (Math.round(next * 1_000 - 1) / 1_000).toString(),
  };
}

export function countIn(map: DurationMap, part: MapPart): { count: number; failed: number } {
  const within = (at: number, a: number, b: number) => at >= Math.min(a, b) && at <= Math.max(a, b);
  const cells = map.cells.filter(
    ({ x, y }) => within(x, part.fromX, part.toX) && within(y, part.fromY, part.toY),
  );
  const sum = (of: "count" | "failed") => cells.reduce((total, cell) => total + cell[of], 0);
  return { count: sum("count"), failed: sum("failed") };
}

/** The duration that so large a share does not reach, as exactly as the levels are; undefined beyond the last one. */
export function durationBelow({ cells, levels, traces }: TraceDurations, share: number): number | undefined {
  const counts = levels.map((_, level) =>
    cells.reduce((sum, cell) => (cell.level === level ? sum + cell.count : sum), 0),
  );
  let seen = 0;
  const level = counts.findIndex((count) => {
    seen += count;
    return seen >= share * traces;
  });
  return levels[level + 1];
}

export type StepRow = { startMs: number; traces: number; failed: number; longestLevel: number };

/** The same by time, for a table. */
export function byStep({ cells }: TraceDurations): StepRow[] {
  const steps = new Map<number, StepRow>();
  for (const { startMs, level, count, failed } of cells) {
    const step = steps.get(startMs) ?? { startMs, traces: 0, failed: 0, longestLevel: 0 };
    steps.set(startMs, {
      startMs,
      traces: step.traces + count,
      failed: step.failed + failed,
      longestLevel: Math.max(step.longestLevel, level),
    });
  }
  return [...steps.values()];
}
