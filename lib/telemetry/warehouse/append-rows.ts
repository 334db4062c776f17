// Appending in two steps keeps the disk off the event loop: the native appender is synchronous, so it only fills an
// in-memory table, in small pieces; one asynchronous statement then moves the rows to the file.
import { setImmediate as nextTurn } from "node:timers/promises";
import { type DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { Slice } from "./slice-batch.ts";
import { type Cell, columnSql, type TableName, tableNames, tables } from "./tables.ts";

/** About a millisecond of the event loop for each piece. */
const rowsPerPiece = 256;

/** All rows of a slice are kept, or none. */
export async function appendRows(writer: DuckDBConnection, segment: string, slice: Slice): Promise<void> {
  const filled = tableNames.filter((name) => slice[name].length > 0);
  try {
    for (const name of filled) await stage(writer, name, slice[name]);
    await writer.run("BEGIN");
    for (const name of filled) await writer.run(`INSERT INTO ${segment}.${name} FROM staging.${name}`);
    await writer.run("COMMIT");
  } catch (error) {
    // Nothing may be open when the failure came before BEGIN or took the transaction with it.
    await writer.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function stage(writer: DuckDBConnection, name: TableName, rows: Cell[][]): Promise<void> {
  // Making the table anew, unlike emptying it, gives its memory back at once.
  await writer.run(`CREATE OR REPLACE TABLE staging.${name} (${columnSql(name)})`);
  const types = tables[name].columns.map(([, type]) => type);
  for (let start = 0; start < rows.length; start += rowsPerPiece) {
    const chunk = DuckDBDataChunk.create(types);
    chunk.setRows(rows.slice(start, start + rowsPerPiece));
    const appender = await writer.createAppender(name, "main", "staging");
    appender.appendDataChunk(chunk);
    appender.closeSync();
    await nextTurn();
  }
}
