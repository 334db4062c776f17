// When the limit was lowered below the size of the file, deleting rows is not enough: the free blocks stay inside.
// Copying what is left into a new file gives them back to the disk.
import { rename, rm } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { quoted, storage } from "./open-database.ts";
import { columnSql, tableNames } from "./tables.ts";

/** The file must not be open. A crash in the middle leaves it as it was. */
export async function rewriteFile(path: string, memoryMb: number): Promise<void> {
  const copy = `${path}.rewrite`;
  await rm(copy, { force: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1", memory_limit: `${memoryMb}MB` });
  try {
    const connection = await instance.connect();
    await connection.run(`ATTACH ${quoted(path)} AS crowded`);
    await connection.run(`ATTACH ${quoted(copy)} AS roomy (${storage})`);
    for (const name of tableNames) {
      await connection.run(`CREATE TABLE roomy.${name} (${columnSql(name)})`);
      await connection.run(`INSERT INTO roomy.${name} FROM crowded.${name}`);
    }
    await connection.run("CHECKPOINT roomy");
    await connection.run("CHECKPOINT crowded");
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
  await rename(copy, path);
}
