// Keeps the file within its bound. A DuckDB file hardly shrinks, but blocks freed by a checkpoint are used again, so
// what is bounded is the space in use: rows go when it nears the limit, early enough for the file to stay below it.
import type { DuckDBConnection } from "@duckdb/node-api";
import { tableNames, tables } from "./tables.ts";

/** Share of the limit at which the oldest rows are deleted, and what is left of it afterwards. */
export const startAt = 0.7;
const deleteTo = 0.5;
/** Blocks come free in whole row groups only, so one deletion may free less than its share. */
const maxRounds = 4;

export async function usedBytes(connection: DuckDBConnection): Promise<number> {
  const sizes = await connection.runAndReadAll(
    "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = 'warehouse'",
  );
  return Number(sizes.getRows()[0]?.[0] ?? 0);
}

export async function deleteOlderThan(writer: DuckDBConnection, cutoffMs: number): Promise<number> {
  let deleted = 0;
  for (const name of tableNames) {
    const cutoff = BigInt(Math.floor(cutoffMs)) * 1_000n;
    const result = await writer.run(`DELETE FROM ${name} WHERE ${tables[name].time} < $1`, [cutoff]);
    deleted += result.rowsChanged;
  }
  if (deleted > 0) await writer.run("CHECKPOINT warehouse");
  return deleted;
}

/** Every kind of telemetry gives up the same share of its oldest rows. */
export async function deleteBeyond(
  writer: DuckDBConnection,
  maxBytes: number,
  walBytes: number,
): Promise<number> {
  let deleted = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const used = (await usedBytes(writer)) + (round === 0 ? walBytes : 0);
    if (used < maxBytes * startAt) break;
    const share = 1 - (maxBytes * deleteTo) / used;
    for (const name of tableNames) deleted += await deleteOldestShare(writer, name, share);
    await writer.run("CHECKPOINT warehouse");
  }
  return deleted;
}

async function deleteOldestShare(
  writer: DuckDBConnection,
  name: (typeof tableNames)[number],
  share: number,
): Promise<number> {
  const { time } = tables[name];
  const cut = await writer.runAndReadAll(`SELECT approx_quantile(${time}, ${share}) FROM ${name}`);
  const cutoff = cut.getRows()[0]?.[0];
  if (typeof cutoff !== "bigint") return 0;
  const result = await writer.run(`DELETE FROM ${name} WHERE ${time} <= $1`, [cutoff]);
  return result.rowsChanged;
}
