// Opens `telemetry.duckdb`. A file that is damaged or of another build's layout is
// moved aside and a new one begun; one that cannot be used for another reason is a mistake to report.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { isDamage, isDiskFull, isOtherLayout, OtherLayout, refuseFile } from "./file-trouble.ts";
import { giveWay } from "./give-way.ts";
import { beginSegment, completeViews, listSegments } from "./segments.ts";
import { type AsideOptions, setAside } from "./set-aside.ts";
import { tableNames, tables } from "./tables.ts";

/** Small blocks, because every column of every segment takes at least a part of one. */
export const storage = "ROW_GROUP_SIZE 16384, BLOCK_SIZE 16384";

/** With the writer they may hold three of libuv's threads; files need some as well, so `npm start` has eight. */
const readerCount = 2;

export type DatabaseOptions = AsideOptions & {
  memoryMb: number;
  /** Size of the write-ahead log at which it is merged into the file. */
  checkpointMb: number;
};

export type Database = {
  /** For the one who appends and drops. */
  writer: DuckDBConnection;
  /** For queries, so that they do not wait for the writer or for each other. */
  readers: readonly DuckDBConnection[];
  close(): Promise<void>;
};

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  try {
    return await open(options).catch(async (error: unknown) => {
      if (!isDamage(error) && !isOtherLayout(error)) throw error;
      await setAside(options, error);
      return open(options);
    });
  } catch (error) {
    throw isDiskFull(error) ? error : refuseFile(options.path, error);
  }
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
  const connections: DuckDBConnection[] = [];
  // While one connection is left, the file stays open and would later write to whatever has its name by then.
  const close = async () => {
    // A result not read to its end keeps the database in memory until it is collected; the file it must not keep.
    await connections[0]?.run("USE memory; DETACH warehouse").catch(() => undefined);
    for (const connection of connections.reverse()) connection.closeSync();
    instance.closeSync();
  };
  try {
    const writer = await instance.connect();
    connections.push(writer);
    await writer.run(`ATTACH ${quoted(path)} AS warehouse (${storage})`);
    await writer.run("SET enable_external_access = false");
    await writer.run("USE warehouse");
    if ((await listSegments(writer)).length === 0) await beginFile(writer);
    for (const name of tableNames) await verifyTable(writer, name);
    await completeViews(writer);
    const connect = async () => {
      const connection = await instance.connect();
      connections.push(connection);
      await connection.run("USE warehouse");
      return connection;
    };
    const readers = await Promise.all(Array.from({ length: readerCount }, connect));
    await giveWay();
    return { writer, readers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function beginFile(writer: DuckDBConnection): Promise<void> {
  const found = await writer.runAndReadAll(
    "SELECT table_name FROM duckdb_tables() WHERE database_name = 'warehouse'",
  );
  if (found.currentRowCount > 0)
    throw new OtherLayout(`The tables ${found.getRows().join(", ")} are in no segment`);
  await beginSegment(writer);
}

/** What lies deeper in the file shows when it is read; see Keeper.read. */
async function verifyTable(connection: DuckDBConnection, name: (typeof tableNames)[number]): Promise<void> {
  const { columns, time } = tables[name];
  const layouts = await connection.runAndReadAll(
    `SELECT DISTINCT layout FROM (
       SELECT string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) AS layout
       FROM duckdb_columns() WHERE database_name = 'warehouse' AND table_name = $name AND schema_name <> 'main'
       GROUP BY schema_name)`,
    { name },
  );
  const found = layouts.getRows().join("; ");
  const wanted = columns.map(([column, type]) => `${column} ${type}`).join(", ");
  if (found !== wanted) throw new OtherLayout(`The table ${name} has the columns ${found}, not ${wanted}`);
  await connection.run(`SELECT count(*), max(${time}) FROM ${name}`);
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
