// Where the bars of the histogram stand, and what a stretch between two places of it means.
import type { LogHistogram } from "#lib/contract/log-answers.ts";
import { type LogLevel, logLevels } from "#lib/contract/log-level.ts";

/** From bottom to top: what matters most stands on the ground, where bars can be compared. */
export const stackOrder: readonly LogLevel[] = logLevels.toReversed();

export type Bar = {
  startMs: number;
  endMs: number;
  lines: number;
  /** In percent of the whole width and height. */
  left: number;
  width: number;
  parts: { level: LogLevel; lines: number; bottom: number; height: number }[];
};

export function barsOf({ from, to, stepMs, buckets }: LogHistogram): Bar[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const sums = buckets.map(({ counts }) => logLevels.reduce((sum, level) => sum + (counts[level] ?? 0), 0));
  const highest = Math.max(1, ...sums);
  return buckets.map(({ startMs, counts }, nth) => {
    const [left, right] = [share(startMs, fromMs, toMs), share(startMs + stepMs, fromMs, toMs)];
    let bottom = 0;
    const parts = stackOrder.flatMap((level) => {
      const lines = counts[level] ?? 0;
      if (lines === 0) return [];
      const part = { level, lines, bottom, height: (lines / highest) * 100 };
      bottom += part.height;
      return [part];
    });
    return { startMs, endMs: startMs + stepMs, lines: sums[nth] ?? 0, left, width: right - left, parts };
  });
}

export function totalsOf({ buckets }: LogHistogram): { level: LogLevel; lines: number }[] {
  return stackOrder
    .map((level) => ({ level, lines: buckets.reduce((sum, { counts }) => sum + (counts[level] ?? 0), 0) }))
    .filter(({ lines }) => lines > 0);
}

/** Two places on the width, as shares of it, in any order; whole steps, so that bars do not change their meaning. */
export function stretchBetween(
  { from, to, stepMs }: LogHistogram,
  one: number,
  other: number,
): { fromMs: number; toMs: number } {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const momentAt = (place: number) => fromMs + Math.min(1, Math.max(0, place)) * (toMs - fromMs);
  const [first, last] = [momentAt(Math.min(one, other)), momentAt(Math.max(one, other))];
  const startMs = Math.floor(first / stepMs) * stepMs;
  return { fromMs: startMs, toMs: Math.max(startMs + stepMs, Math.ceil(last / stepMs) * stepMs) };
}

/** In percent, within the width. */
export function share(ms: number, fromMs: number, toMs: number): number {
  return Math.min(100, Math.max(0, ((ms - fromMs) / (toMs - fromMs)) * 100));
}

const mostTicks = 5;
const minuteMs = 60_000;
/** Apart from each other as a clock's marks are. */
const tickStepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 720].map((hours) => hours * 60 * minuteMs),
];

/** Moments to write below. */
export function ticksOf({ from, to }: LogHistogram): { stepMs: number; moments: number[] } {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const stepMs =
    tickStepsMs.find((step) => (toMs - fromMs) / step <= mostTicks) ?? Math.ceil((toMs - fromMs) / mostTicks);
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  const count = Math.max(0, Math.floor((toMs - first) / stepMs) + 1);
  return { stepMs, moments: Array.from({ length: count }, (_, nth) => first + nth * stepMs) };
}
