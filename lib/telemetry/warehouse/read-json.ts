// Rows leave the database as JSON, made where the query runs. Text of many rows becomes JavaScript's several times as fast as
// their cells one by one, and that is done on the event loop. Numbers that JSON has no word for go through `readRows`.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Parameters, runOnce } from "./convert-rows.ts";

/** So many become JavaScript's in about half a millisecond; between them everything else has its turn. */
const rowsPerTurn = 256;

/** In the order that the statement asks for; whole numbers are exact up to 2 ** 53. */
export async function readJson<Row>(
  reader: DuckDBConnection,
  sql: string,
  values?: Parameters,
): Promise<Row[]> {
  const result = await runOnce(
    reader,
    `SELECT CAST(to_json(list(one_row)) AS VARCHAR) FROM (
       SELECT one_row, (row_number() OVER () - 1) // ${rowsPerTurn} AS part FROM (${sql}) one_row)
     GROUP BY part ORDER BY part`,
    values,
  );
  const rows: Row[] = [];
  for (let index = 0; index < result.chunkCount; index += 1) {
    for (const text of result.getChunk(index).getColumnValues(0)) {
      if (rows.length > 0) await nextTurn();
      for (const row of JSON.parse(String(text)) as Row[]) rows.push(row);
    }
  }
  return rows;
}
