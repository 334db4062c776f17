// A row on its way to its table, with what has to be known of it. That is found when it is made: its cells are at hand
// then, and some thousand rows later each of them would have to be fetched from memory again.
import { VARCHAR } from "@duckdb/node-api";
import { type Cell, type TableName, tables } from "./tables.ts";

/** One stands between cells, the other for a cell with nothing in it. */
export const usualMarks = ["\u0001", "\u0002"] as const;
const usualMark = new RegExp(`[${usualMarks.join("")}]`);

export type MeasuredRow<Table extends TableName = TableName> = {
  table: Table;
  cells: Cell[];
  chars: number;
  /** False when a number is beyond what a column holds; those of other processes can be. */
  fits: boolean;
  /** One of its cells contains one of the marks. */
  marked: boolean;
};

/** These hold no mark: JSON writes control characters as escapes, ids are digits, and some words are our own. */
const markless = new Set(
  "attributes events labels bounds trace_id span_id parent_span_id kind status level".split(" "),
);
const placesOfText = (name: TableName) =>
  tables[name].columns.flatMap(([column, type], place) =>
    type === VARCHAR && !markless.has(column) ? [place] : [],
  );
const textPlaces: Record<TableName, readonly number[]> = {
  spans: placesOfText("spans"),
  logs: placesOfText("logs"),
  metric_points: placesOfText("metric_points"),
  exemplars: placesOfText("exemplars"),
};

export function measureRow<Table extends TableName>(table: Table, cells: Cell[]): MeasuredRow<Table> {
  let chars = 0;
  let fits = true;
  for (const cell of cells) {
    chars += typeof cell === "string" ? cell.length : 8;
    if (typeof cell === "bigint") fits &&= BigInt.asIntN(64, cell) === cell;
  }
  const marked = textPlaces[table].some((place) => hasMark(cells[place]));
  return { table, cells, chars, fits, marked };
}

const hasMark = (cell: Cell | undefined) => typeof cell === "string" && usualMark.test(cell);
