// Opens `telemetry.duckdb` beside an in-memory staging area. A file that cannot be read is telemetry lost, not a shop
// that does not start: it is moved aside and a new one begun. A file another process holds is a mistake to report.
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";
import { beginSegment, listSegments } from "./segments.ts";
import { tableNames, tables } from "./tables.ts";

/** Small blocks, because every column of every segment takes at least a part of one. */
export const storage = "ROW_GROUP_SIZE 16384, BLOCK_SIZE 16384";

/** Unreadable files that are kept; each may be as large as the limit. */
const keptAside = 2;

export type DatabaseOptions = {
  path: string;
  memoryMb: number;
  /** Size of the write-ahead log at which it is merged into the file. */
  checkpointMb: number;
  nowMs: () => number;
  onSetAside: (asidePath: string, reason: unknown) => void;
};

export type Database = {
  /** For the one who appends and drops. */
  writer: DuckDBConnection;
  /** For queries, so that they do not wait for the writer. */
  reader: DuckDBConnection;
  close(): void;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  try {
    return await open(options);
  } catch (error) {
    const holder = holderOf(error);
    if (holder) {
      const message = `The telemetry file ${options.path} is in use by ${holder}; stop it or choose another DATA_DIR`;
      throw new AppError("conflict", message, { cause: error });
    }
    if (isDiskFull(error)) throw error;
    await setAside(options, error);
    return open(options);
  }
}

/** Nothing is wrong with the file then; there is only no room to go on writing it. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /No space left on device|Disk quota exceeded/.test(error.message);
}

/** Moves the file, which must not be open, out of the way, for somebody to look into. */
export async function setAside({ path, nowMs, onSetAside }: DatabaseOptions, reason: unknown): Promise<void> {
  const asidePath = `${path}.unreadable-${new Date(nowMs()).toISOString().replaceAll(":", "")}`;
  await moveAside(path, asidePath);
  await removeOldest(path);
  onSetAside(asidePath, reason);
}

/** A disk that spoils every file must not be filled with what it spoilt. */
async function removeOldest(path: string): Promise<void> {
  const prefix = `${basename(path)}.unreadable-`;
  const files = (await readdir(dirname(path))).filter(
    (name) => name.startsWith(prefix) && !name.endsWith(".wal"),
  );
  for (const name of files.toSorted().slice(0, -keptAside)) {
    await rm(join(dirname(path), name), { recursive: true });
    await rm(join(dirname(path), `${name}.wal`), { force: true });
  }
}

function holderOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.message.includes("Could not set lock on file")) return undefined;
  const process = /\(PID (\d+)\)/.exec(error.message)?.[1];
  return process ? `process ${process}` : "another process";
}

async function moveAside(path: string, asidePath: string): Promise<void> {
  await rename(path, asidePath);
  await rename(`${path}.wal`, `${asidePath}.wal`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

async function open({ path, memoryMb, checkpointMb }: DatabaseOptions): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "1",
    memory_limit: `${memoryMb}MB`,
    checkpoint_threshold: `${checkpointMb}MB`,
    temp_directory: `${path}.tmp`,
    max_temp_directory_size: "256MB",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const writer = await instance.connect();
    await writer.run(`ATTACH ${quoted(path)} AS warehouse (${storage})`);
    await writer.run(`ATTACH ':memory:' AS staging (${storage})`);
    await writer.run("SET enable_external_access = false");
    await writer.run("USE warehouse");
    if ((await listSegments(writer)).length === 0) await beginSegment(writer);
    for (const name of tableNames) await verifyTable(writer, name);
    const reader = await instance.connect();
    await reader.run("USE warehouse");
    const close = () => {
      reader.closeSync();
      writer.closeSync();
      instance.closeSync();
    };
    return { writer, reader, close };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** What lies deeper in the file shows when it is read; see Keeper.read. */
async function verifyTable(connection: DuckDBConnection, name: (typeof tableNames)[number]): Promise<void> {
  const { columns, time } = tables[name];
  await connection.run(`SELECT count(*), max(${time}) FROM ${name}`);
  const layouts = await connection.runAndReadAll(
    `SELECT DISTINCT layout FROM (
       SELECT string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) AS layout
       FROM duckdb_columns() WHERE database_name = 'warehouse' AND table_name = $name AND schema_name <> 'main'
       GROUP BY schema_name)`,
    { name },
  );
  const found = layouts.getRows().join("; ");
  const wanted = columns.map(([column, type]) => `${column} ${type}`).join(", ");
  if (found !== wanted) throw new Error(`The table ${name} has the columns ${found}, not ${wanted}`);
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
