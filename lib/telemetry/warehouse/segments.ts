// The tables exist once per segment, a schema of its own, and views of their names show all segments as one. Old
// telemetry goes by dropping its segment: deleting rows would make DuckDB rewrite what is left, and for that moment the
// file would need the space twice.
//
// A second view of each table says when its oldest and newest rows happened: for one segment DuckDB knows that by heart, of
// all as one it would read every row.
import type { DuckDBConnection } from "@duckdb/node-api";
import { columnSql, type TableName, tableNames, tables } from "./tables.ts";

/** The oldest first. */
export async function listSegments(connection: DuckDBConnection): Promise<string[]> {
  const schemas = await connection.runAndReadAll(
    `SELECT schema_name FROM duckdb_schemas()
     WHERE database_name = 'warehouse' AND regexp_full_match(schema_name, 'segment_\\d{8}') ORDER BY schema_name`,
  );
  return schemas.getRows().map(([name]) => String(name));
}

export async function beginSegment(writer: DuckDBConnection): Promise<string> {
  const newest = (await listSegments(writer)).at(-1);
  const number = newest === undefined ? 1 : Number(newest.slice("segment_".length)) + 1;
  const name = `segment_${String(number).padStart(8, "0")}`;
  await inTransaction(writer, async () => {
    await writer.run(`CREATE SCHEMA ${name}`);
    for (const table of tableNames) await writer.run(`CREATE TABLE ${name}.${table} (${columnSql(table)})`);
    await showSegments(writer);
  });
  return name;
}

/** Its blocks are free for others after the next checkpoint. */
export async function dropSegment(writer: DuckDBConnection, name: string): Promise<void> {
  await inTransaction(writer, async () => {
    const kept = (await listSegments(writer)).filter((segment) => segment !== name);
    await showSegments(writer, kept);
    await writer.run(`DROP SCHEMA ${name} CASCADE`);
  });
}

export async function countSegmentRows(connection: DuckDBConnection, name: string): Promise<number> {
  const counts = tableNames.map((table) => `(SELECT count(*) FROM ${name}.${table})`);
  const counted = await connection.runAndReadAll(`SELECT ${counts.join(" + ")}`);
  return Number(counted.getRows()[0]?.[0] ?? 0);
}

/** When its oldest and newest rows happened; undefined for a segment without rows. */
export async function segmentSpanMs(connection: DuckDBConnection, name: string) {
  const times = tableNames.map((table) => `SELECT ${tables[table].time} AS time FROM ${name}.${table}`);
  const found = await connection.runAndReadAll(
    `SELECT min(time), max(time) FROM (${times.join(" UNION ALL ")})`,
  );
  const [oldest, newest] = found.getRows()[0] ?? [];
  if (typeof oldest !== "bigint" || typeof newest !== "bigint") return undefined;
  return { oldestMs: Number(oldest / 1_000n), newestMs: Number(newest / 1_000n) };
}

/** For a file that was begun before there were all of them. Others are only read: the disk may be full. */
export async function completeViews(writer: DuckDBConnection): Promise<void> {
  const found = await writer.runAndReadAll(
    "SELECT count(*) FROM duckdb_views() WHERE database_name = 'warehouse' AND NOT internal",
  );
  if (Number(found.getRows()[0]?.[0]) < 2 * tableNames.length)
    await inTransaction(writer, () => showSegments(writer));
}

async function showSegments(writer: DuckDBConnection, names?: readonly string[]): Promise<void> {
  const shown = names ?? (await listSegments(writer));
  const show = (view: string, select: (name: string) => string) =>
    writer.run(`CREATE OR REPLACE VIEW main.${view} AS ${shown.map(select).join(" UNION ALL ")}`);
  for (const table of tableNames) {
    const { time } = tables[table];
    await show(table, (name) => `SELECT * FROM ${name}.${table}`);
    await show(
      timesOf(table),
      (name) => `SELECT min(${time}) AS oldest, max(${time}) AS newest FROM ${name}.${table}`,
    );
  }
}

/** The view with the oldest and the newest row of each segment. */
export const timesOf = (table: TableName) => `${table}_times`;

async function inTransaction(writer: DuckDBConnection, work: () => Promise<void>): Promise<void> {
  await writer.run("BEGIN");
  try {
    await work();
    await writer.run("COMMIT");
  } catch (error) {
    await writer.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
