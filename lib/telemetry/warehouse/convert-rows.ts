// DuckDB's values become JavaScript's on the event loop, cell by cell, so a long answer is converted piece by piece, with
// turns for everything else in between.
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBValue,
  type JS,
  JSDuckDBValueConverter,
} from "@duckdb/node-api";

export type Parameters = Record<string, DuckDBValue>;

/** For numbers that JSON has no word for, such as infinity, and those beyond 2 ** 53. */
export async function readRows<Row>(
  reader: DuckDBConnection,
  sql: string,
  values?: Parameters,
): Promise<Row[]> {
  const result = await runOnce(reader, sql, values);
  const names = result.deduplicatedColumnNames();
  const rows: Row[] = [];
  for (let index = 0; index < result.chunkCount; index += 1) {
    if (index > 0) await nextTurn();
    for (const row of convertChunk<Row>(result.getChunk(index), names)) rows.push(row);
  }
  return rows;
}

/** Each turn of those threads costs the event loop some time: prepared and run is two, where `runAndReadAll` takes five. */
export async function runOnce(
  reader: DuckDBConnection,
  sql: string,
  values?: Parameters,
): Promise<DuckDBMaterializedResult> {
  const prepared = await reader.prepare(sql);
  try {
    if (values) prepared.bind(values);
    return await prepared.run();
  } finally {
    prepared.destroySync();
  }
}

function convertChunk<Row>(chunk: DuckDBDataChunk, names: readonly string[]): Row[] {
  const rows: Record<string, JS>[] = Array.from({ length: chunk.rowCount }, () => ({}));
  for (const [index, name] of names.entries()) {
    chunk.visitColumnValues(index, (value, rowIndex, _column, type) => {
      const row = rows[rowIndex];
      if (row) row[name] = JSDuckDBValueConverter(value, type, JSDuckDBValueConverter);
    });
  }
  return rows as Row[];
}
