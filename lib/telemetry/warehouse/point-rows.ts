// A reading of the registry as rows: one a series; a histogram is one row with its bounds and cumulative counts.
import { randomInt } from "node:crypto";
import type { Family } from "../metrics/snapshot.ts";
import type { Labels } from "../types.ts";
import { jsonText } from "./json-text.ts";
import { labelsText } from "./labels-text.ts";
import { micros } from "./rows.ts";
import type { Cell } from "./tables.ts";

export type PointRows = (families: readonly Family[], timestampMs: number) => Generator<Cell[]>;

type Known = { labels: string; epoch: bigint; last: number };

/**
 * Within one epoch of a series its counts never go down. A process begins a new one, and so does a counter that was reset:
 * queries then compare neighbours only where an epoch ends.
 */
export function createPointRows(nextEpoch = anyEpoch): PointRows {
  const firstEpoch = nextEpoch();
  // A series keeps its labels object for life, so their text is not made anew for every reading.
  const known = new WeakMap<Labels, Known>();
  const seriesOf = (labels: Labels, counted: number): Known => {
    const there = known.get(labels) ?? { labels: labelsText(labels), epoch: firstEpoch, last: counted };
    if (counted < there.last) there.epoch = nextEpoch();
    there.last = counted;
    known.set(labels, there);
    return there;
  };

  return function* pointRows(families, timestampMs) {
    const time = micros(timestampMs * 1_000);
    for (const { name, kind, series } of families) {
      const [first] = series;
      const bounds = first && "bounds" in first ? jsonText(first.bounds) : null;
      for (const one of series) {
        if ("cumulative" in one) {
          const { labels, epoch } = seriesOf(one.labels, one.count);
          const counts = [BigInt(one.count), bounds, jsonText(one.cumulative)];
          yield [time, name, kind, labels, epoch, one.sum, ...counts];
        } else if (!Number.isNaN(one.value)) {
          const { labels, epoch } = seriesOf(one.labels, kind === "counter" ? one.value : 0);
          yield [time, name, kind, labels, epoch, one.value, null, null, null];
        }
      }
    }
  };
}

/** Only has to differ from the others; the reader compares values where two of them meet. */
const anyEpoch = () => BigInt(randomInt(2 ** 47));
