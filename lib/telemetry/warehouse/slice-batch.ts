// Cuts a batch into transactions of bounded size. Making rows out of thousands of series takes a while, so the event
// loop gets its turn in between; spans and log lines are rows already, and turns are long when there are many.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Family } from "../metrics/snapshot.ts";
import { exemplarRows } from "./exemplar-rows.ts";
import { type MeasuredRow, measureRow } from "./measured-row.ts";
import type { PointRows } from "./point-rows.ts";
import type { Cell, TableName } from "./tables.ts";

type Reading = { families: readonly Family[]; timestampMs: number; sinceMs: number };
export type Item = MeasuredRow<"spans" | "logs"> | Reading;

/** `marked` when one of its rows is. */
export type Slice = Record<TableName, Cell[][]> & { marked: boolean };

const madePerTurn = 128;
/** A transaction waits for some turns of the loop whatever its size. */
const rowsPerSlice = 8_192;

const emptySlice = (): Slice => ({ spans: [], logs: [], metric_points: [], exemplars: [], marked: false });

type Cut = { slice: Slice; chars: number };
type Limits = {
  maxChars: number;
  pointRows: PointRows;
  /** A row that cannot be kept; it must not cost the others of its slice. */
  onMisfit(table: TableName): void;
};

export async function* sliceBatch(batch: readonly Item[], limits: Limits): AsyncGenerator<Cut> {
  const cutter = createCutter(limits);
  let made = 0;
  for (const item of batch) {
    if ("cells" in item) {
      if (cutter.add(item)) yield cutter.cut();
      continue;
    }
    for (const cells of limits.pointRows(item.families, item.timestampMs)) {
      made += 1;
      if (made % madePerTurn === 0) await nextTurn();
      if (cutter.add(measureRow("metric_points", cells))) yield cutter.cut();
    }
    for (const cells of exemplarRows(item.families, item.sinceMs))
      if (cutter.add(measureRow("exemplars", cells))) yield cutter.cut();
  }
  if (cutter.rows() > 0) yield cutter.cut();
}

function createCutter({ maxChars, onMisfit }: Limits) {
  let slice = emptySlice();
  let rows = 0;
  let chars = 0;
  return {
    rows: () => rows,
    /** True when the slice is as large as it may get. */
    add(row: MeasuredRow): boolean {
      if (!row.fits) {
        onMisfit(row.table);
        return false;
      }
      slice[row.table].push(row.cells);
      slice.marked ||= row.marked;
      rows += 1;
      chars += row.chars;
      return chars >= maxChars || rows >= rowsPerSlice;
    },
    cut(): Cut {
      const full = { slice, chars };
      slice = emptySlice();
      rows = chars = 0;
      return full;
    },
  };
}
