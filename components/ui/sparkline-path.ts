export type Reading = number | null;
export type Bounds = { low: number; high: number };

/** Undefined when there is nothing to draw. */
export function boundsOf(readings: readonly Reading[]): Bounds | undefined {
  let bounds: Bounds | undefined;
  for (const reading of readings) {
    if (reading === null) continue;
    bounds ??= { low: reading, high: reading };
    bounds = { low: Math.min(bounds.low, reading), high: Math.max(bounds.high, reading) };
  }
  return bounds;
}

/**
 * From the floor to the highest reading. Without a floor at least a tenth of the value, with the readings in
 * its middle: a wobble of some thousandths must not look like a cliff.
 */
export function scaleOf(measured: Bounds | undefined, floor?: number): Bounds {
  const { low, high } = measured ?? { low: floor ?? 0, high: 1 };
  if (floor !== undefined) return { low: Math.min(floor, low), high: Math.max(floor, high) };
  const missing = Math.max(0, Math.max(Math.abs(low), Math.abs(high)) / 10 - (high - low));
  return { low: low - missing / 2, high: high + missing / 2 };
}

/** Where measuring began, of 100: left of it nothing was ever measured. */
export function beginOf(readings: readonly Reading[], slots: number): number {
  const first = readings.findIndex((reading) => reading !== null);
  if (first === -1) return 100;
  return round(((slots - readings.length + first) / Math.max(1, slots - 1)) * 100);
}

export type SparklinePaths = { line: string; area: string; last: { x: number; y: number } | undefined };

/**
 * Readings are evenly spaced, the newest at the right edge of `slots`; null leaves a gap, because a line
 * drawn across a gap would claim what nobody measured. The box is 100 wide and 100 high.
 */
export function sparklinePaths(
  readings: readonly Reading[],
  slots: number,
  { low, high }: Bounds,
): SparklinePaths {
  const step = 100 / Math.max(1, slots - 1);
  const span = high - low || 1;
  const first = slots - readings.length;
  let line = "";
  let area = "";
  let run: { x: number; y: number }[] = [];
  let last: { x: number; y: number } | undefined;

  const endRun = () => {
    const [head, tail] = [run[0], run.at(-1)];
    if (!head || !tail) return;
    const points = run.map(({ x, y }) => `${x} ${y}`).join("L");
    line += `M${points}${run.length === 1 ? "h0" : ""}`;
    area += `M${head.x} 100L${points}L${tail.x} 100Z`;
    run = [];
  };

  for (const [index, reading] of readings.entries()) {
    if (reading === null) {
      endRun();
      continue;
    }
    last = { x: round((first + index) * step), y: round(100 - ((reading - low) / span) * 100) };
    run.push(last);
  }
  endRun();
  return { line, area, last: readings.at(-1) === null ? undefined : last };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
