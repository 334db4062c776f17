// Opens `telemetry.duckdb` beside an in-memory staging area. A file that cannot be read is telemetry lost, not a shop
// that does not start: it is moved aside and a new one begun. A file another process holds is a mistake to report.
import { rename, stat } from "node:fs/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";
import { columnSql, tableNames, tables } from "./tables.ts";

/** Small blocks and row groups let deleted telemetry give its space back in small pieces. */
export const storage = "ROW_GROUP_SIZE 16384, BLOCK_SIZE 16384";
/** Three headers of 4 KB precede the blocks. */
const headerBytes = 3 * 4_096;

export type DatabaseOptions = {
  path: string;
  memoryMb: number;
  /** Size of the write-ahead log at which it is merged into the file. */
  checkpointMb: number;
  nowMs: () => number;
  onSetAside: (asidePath: string, reason: unknown) => void;
};

export type Database = {
  /** For the one who appends and deletes. */
  writer: DuckDBConnection;
  /** For queries, so that they do not wait for the writer. */
  reader: DuckDBConnection;
  close(): void;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  try {
    return await open(options);
  } catch (error) {
    if (isHeldElsewhere(error)) {
      throw new AppError(
        "conflict",
        `The telemetry file ${options.path} is in use by another process; stop it or choose another DATA_DIR`,
        { cause: error },
      );
    }
    const asidePath = `${options.path}.unreadable-${new Date(options.nowMs()).toISOString().replaceAll(":", "")}`;
    await moveAside(options.path, asidePath);
    const fresh = await open(options);
    options.onSetAside(asidePath, error);
    return fresh;
  }
}

const isHeldElsewhere = (error: unknown) =>
  error instanceof Error && error.message.includes("Could not set lock on file");

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
    for (const name of tableNames)
      await writer.run(`CREATE TABLE IF NOT EXISTS warehouse.${name} (${columnSql(name)})`);
    await verify(writer, path);
    await writer.run(`ATTACH ':memory:' AS staging (${storage})`);
    await writer.run("SET enable_external_access = false");
    await writer.run("USE warehouse");
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

/** DuckDB opens a truncated file gladly and fails at the first read of what is missing. */
async function verify(connection: DuckDBConnection, path: string): Promise<void> {
  const sizes = await connection.runAndReadAll(
    "SELECT total_blocks * block_size FROM pragma_database_size() WHERE database_name = 'warehouse'",
  );
  const expected = Number(sizes.getRows()[0]?.[0] ?? 0) + headerBytes;
  const { size } = await stat(path);
  if (size < expected) throw new Error(`The file has ${size} bytes where its header promises ${expected}`);
  for (const name of tableNames) {
    const { columns, time } = tables[name];
    await connection.run(`SELECT count(*), max(${time}) FROM warehouse.${name}`);
    const layout = await connection.runAndReadAll(`SELECT * FROM warehouse.${name} LIMIT 0`);
    const found = layout.columnNames().join(", ");
    const wanted = columns.map(([column]) => column).join(", ");
    if (found !== wanted) throw new Error(`The table ${name} has the columns ${found}, not ${wanted}`);
  }
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
