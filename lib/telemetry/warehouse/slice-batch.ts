// Cuts a batch into transactions of bounded size. Making rows out of thousands of series takes a while, so the event
// loop gets its turn in between; spans and log lines are rows already, and turns are long when there are many.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Family } from "../metrics/snapshot.ts";
import { exemplarRows } from "./exemplar-rows.ts";
import type { PointRows } from "./point-rows.ts";
import type { Cell, TableName } from "./tables.ts";

export type Item =
  | { signal: "spans" | "logs"; row: Cell[]; chars: number }
  | { signal: "points"; families: readonly Family[]; timestampMs: number; sinceMs: number };

export type Slice = Record<TableName, Cell[][]>;

const madePerTurn = 128;
/** A transaction waits for some turns of the loop whatever its size. */
const rowsPerSlice = 8_192;

const emptySlice = (): Slice => ({ spans: [], logs: [], metric_points: [], exemplars: [] });

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
    if (item.signal !== "points") {
      if (cutter.add(item.signal, item.row, item.chars)) yield cutter.cut();
      continue;
    }
    for (const row of limits.pointRows(item.families, item.timestampMs)) {
      made += 1;
      if (made % madePerTurn === 0) await nextTurn();
      if (cutter.add("metric_points", row, countChars(row))) yield cutter.cut();
    }
    for (const row of exemplarRows(item.families, item.sinceMs))
      if (cutter.add("exemplars", row, countChars(row))) yield cutter.cut();
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
    add(table: TableName, row: Cell[], rowChars: number): boolean {
      if (!fits(row)) {
        onMisfit(table);
        return false;
      }
      slice[table].push(row);
      rows += 1;
      chars += rowChars;
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

/** Numbers of other processes can be beyond what a column holds. */
function fits(row: readonly Cell[]): boolean {
  for (const cell of row) if (typeof cell === "bigint" && BigInt.asIntN(64, cell) !== cell) return false;
  return true;
}

export function countChars(row: readonly Cell[]): number {
  let chars = 0;
  for (const cell of row) chars += typeof cell === "string" ? cell.length : 8;
  return chars;
}
