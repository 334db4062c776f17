// When the limit was lowered below the size of the file, dropping segments is not enough: free blocks stay inside the
// file, and one old segment may be larger than the new limit. The newest rows move to a new file instead.
import { rename, rm } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { type DatabaseOptions, openDatabase, quoted } from "./open-database.ts";
import { tableNames, tables } from "./tables.ts";

/** Keeps this share of each kind of telemetry. The file must not be open; a crash in the middle leaves it as it was. */
export async function rewriteFile(options: DatabaseOptions, keptShare: number): Promise<void> {
  const copy = `${options.path}.rewrite`;
  await rm(copy, { force: true });
  await rm(`${copy}.wal`, { force: true });
  await (await openDatabase({ ...options, path: copy })).close();
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: `${options.memoryMb}MB`,
  });
  try {
    const connection = await instance.connect();
    await connection.run(`ATTACH ${quoted(options.path)} AS crowded`);
    await connection.run(`ATTACH ${quoted(copy)} AS roomy`);
    for (const name of tableNames) {
      const { time } = tables[name];
      const cut = await connection.runAndReadAll(
        `SELECT approx_quantile(${time}, ${1 - keptShare}) FROM crowded.${name}`,
      );
      const cutoff = cut.getRows()[0]?.[0] ?? null;
      await connection.run(
        `INSERT INTO roomy.segment_00000001.${name} FROM crowded.${name} WHERE ${time} > $1`,
        [cutoff],
      );
    }
    await connection.run("CHECKPOINT roomy");
    await connection.run("CHECKPOINT crowded");
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
  await rename(copy, options.path);
}
