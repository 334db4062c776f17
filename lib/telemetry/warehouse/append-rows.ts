// DuckDB's own appender is synchronous, so rows go to the file by a statement instead: the cells of a column are handed
// over as one text, and cutting it up again is done where statements run, off the event loop.
import { type DuckDBConnection, VARCHAR } from "@duckdb/node-api";
import type { Slice } from "./slice-batch.ts";
import { type Cell, type TableName, tableNames, tables } from "./tables.ts";

/** All rows of a slice are kept, or none. */
export async function appendRows(writer: DuckDBConnection, segment: string, slice: Slice): Promise<void> {
  const filled = tableNames.filter((name) => slice[name].length > 0);
  try {
    await writer.run("BEGIN");
    for (const name of filled) await insert(writer, `${segment}.${name}`, name, slice[name]);
    await writer.run("COMMIT");
  } catch (error) {
    // Nothing may be open when the failure came before BEGIN or took the transaction with it.
    await writer.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** The marks are written into the statement: as parameters they would make the cutting half as fast. */
async function insert(writer: DuckDBConnection, target: string, name: TableName, rows: readonly Cell[][]) {
  const { columns } = tables[name];
  const [border, lack] = absentCharacters(name, rows);
  const sql = (mark: string) => `chr(${mark.codePointAt(0)})`;
  const cells = columns.map(([column, type]) => `CAST(nullif(${column}, ${sql(lack)}) AS ${type})`);
  const cut = columns.map(([column]) => `unnest(string_split(?, ${sql(border)})) AS ${column}`);
  const statement = await writer.prepare(
    `INSERT INTO ${target} SELECT ${cells.join(", ")} FROM (SELECT ${cut.join(", ")})`,
  );
  try {
    for (let at = 0; at < columns.length; at += 1)
      statement.bindVarchar(at + 1, rows.map((row) => row[at] ?? lack).join(border));
    await statement.run();
  } finally {
    statement.destroySync();
  }
}

const usualMarks = ["\u0001", "\u0002"] as const;
const usualMark = new RegExp(`[${usualMarks.join("")}]`);
/** These hold no mark: JSON, the longest there is, writes control characters as escapes; ids are digits, and some words are ours. */
const markless = new Set(
  "attributes events labels bounds trace_id span_id parent_span_id kind status level".split(" "),
);

/** Two that no cell contains, to stand between cells and for a cell with nothing in it. */
function absentCharacters(name: TableName, rows: readonly Cell[][]): readonly [string, string] {
  const texts = tables[name].columns.flatMap(([column, type], index) =>
    type === VARCHAR && !markless.has(column) ? [index] : [],
  );
  if (!texts.some((index) => rows.some((row) => hasMark(row[index])))) return usualMarks;
  const used = new Set(rows.flat().join(""));
  const absent = function* () {
    for (let code = 1; ; code += 1) {
      const character = String.fromCodePoint(code);
      if (character.isWellFormed() && !used.has(character)) yield character;
    }
  };
  const [border = "", lack = ""] = absent();
  return [border, lack];
}

const hasMark = (cell: Cell | undefined) => typeof cell === "string" && usualMark.test(cell);
