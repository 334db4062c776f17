// DuckDB's own appender is synchronous, so rows go to the file by a statement instead: the cells of a column are handed
// over as one text, and cutting it up again is done where statements run, off the event loop.
import type { DuckDBConnection } from "@duckdb/node-api";
import { usualMarks } from "./measured-row.ts";
import type { Slice } from "./slice-batch.ts";
import { type Cell, type TableName, tableNames, tables } from "./tables.ts";

/** All rows of a slice are kept, or none. */
export async function appendRows(writer: DuckDBConnection, segment: string, slice: Slice): Promise<void> {
  const filled = tableNames.filter((name) => slice[name].length > 0);
  try {
    await writer.run("BEGIN");
    for (const name of filled) {
      const rows = slice[name];
      const marks = slice.marked ? absentCharacters(rows) : usualMarks;
      await insert(writer, `${segment}.${name}`, { name, rows, marks });
    }
    await writer.run("COMMIT");
  } catch (error) {
    // Nothing may be open when the failure came before BEGIN or took the transaction with it.
    await writer.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

type Part = { name: TableName; rows: readonly Cell[][]; marks: readonly [border: string, lack: string] };

/** The marks are written into the statement: as parameters they would make the cutting half as fast. */
async function insert(writer: DuckDBConnection, target: string, { name, rows, marks }: Part): Promise<void> {
  const { columns } = tables[name];
  const [border, lack] = marks;
  const sql = (mark: string) => `chr(${mark.codePointAt(0)})`;
  const cells = columns.map(([column, type]) => `CAST(nullif(${column}, ${sql(lack)}) AS ${type})`);
  const cut = columns.map(([column]) => `unnest(string_split(?, ${sql(border)})) AS ${column}`);
  const statement = await writer.prepare(
    `INSERT INTO ${target} SELECT ${cells.join(", ")} FROM (SELECT ${cut.join(", ")})`,
  );
  try {
    // The same list for each: a new one, and a function called for each cell, would take as long as the joining.
    const column: Cell[] = [];
    for (let place = 0; place < columns.length; place += 1) {
      for (let nth = 0; nth < rows.length; nth += 1) column[nth] = rows[nth]?.[place] ?? lack;
      statement.bindVarchar(place + 1, column.join(border));
    }
    await statement.run();
  } finally {
    statement.destroySync();
  }
}

/** Two that no cell contains. */
function absentCharacters(rows: readonly Cell[][]): readonly [string, string] {
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
