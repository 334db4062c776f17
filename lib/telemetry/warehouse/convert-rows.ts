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

/** So many, lists among them, become JavaScript's in well under a millisecond. */
const rowsPerTurn = 256;

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
    const chunk = result.getChunk(index);
    for (let first = 0; first < chunk.rowCount; first += rowsPerTurn) {
      if (rows.length > 0) await nextTurn();
      const end = Math.min(first + rowsPerTurn, chunk.rowCount);
      for (const row of convertRows<Row>(chunk, names, { first, end })) rows.push(row);
    }
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

type Part = { first: number; end: number };

function convertRows<Row>(chunk: DuckDBDataChunk, names: readonly string[], { first, end }: Part): Row[] {
  const rows: Record<string, JS>[] = Array.from({ length: end - first }, () => ({}));
  for (const [index, name] of names.entries()) {
    const cells = chunk.getColumnVector(index);
    for (const [nth, row] of rows.entries())
      row[name] = JSDuckDBValueConverter(cells.getItem(first + nth), cells.type, JSDuckDBValueConverter);
  }
  return rows as Row[];
}
