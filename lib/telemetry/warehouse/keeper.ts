// Owns the open file: writes to it, keeps it within its age and size, and opens it anew after it failed for good.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { appendRows } from "./append-rows.ts";
import { countRows } from "./count-rows.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./open-database.ts";
import { deleteBeyond, deleteOlderThan, startAt } from "./retention.ts";
import { rewriteFile } from "./rewrite-file.ts";
import type { Slice } from "./slice-batch.ts";
import { tableNames } from "./tables.ts";

const hourMs = 3_600_000;
/** Age is counted in hours, so looking more often than this deletes nothing that matters. */
const ageCheckMs = 300_000;
/** DuckDB keeps the blocks it read until its limit is reached; a pause this long gives them back. */
const releaseAfterMs = 30_000;

export type KeeperOptions = DatabaseOptions & {
  maxBytes: number;
  retentionHours: number;
  monotonicMs: () => number;
  onTrouble: (what: string, error: unknown) => void;
};

export type Keeper = {
  /** Rejects when the slice is lost. */
  store(slice: Slice): Promise<void>;
  /** Runs after each batch: deletes what is too old or too much, gives memory back. */
  tidy(): Promise<void>;
  reader(): DuckDBConnection;
  size(): { rows: number; bytes: number };
  /** The highest log id found when the file was opened. */
  readonly lastLogId: number;
  close(): Promise<void>;
};

export async function openKeeper(options: KeeperOptions): Promise<Keeper> {
  let database: Database | undefined = await openDatabase(options);
  let rows = await countAll(database.writer);
  let bytes = 0;
  let agedAtMs = Number.NEGATIVE_INFINITY;
  let releasedAtMs = options.monotonicMs();

  const fileSizes = async () => {
    const sizeOf = (path: string) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      );
    const [file, wal] = await Promise.all([sizeOf(options.path), sizeOf(`${options.path}.wal`)]);
    bytes = file + wal;
    return { file, wal };
  };

  const deleteSurplus = async ({ writer }: Database) => {
    if (options.monotonicMs() - agedAtMs > ageCheckMs) {
      agedAtMs = options.monotonicMs();
      rows -= await deleteOlderThan(writer, options.nowMs() - options.retentionHours * hourMs);
    }
    const { file, wal } = await fileSizes();
    if (file + wal < options.maxBytes * startAt) return;
    rows -= await deleteBeyond(writer, options.maxBytes, wal);
    await fileSizes();
  };

  const releaseMemory = async ({ writer }: Database) => {
    if (options.monotonicMs() - releasedAtMs < releaseAfterMs) return;
    releasedAtMs = options.monotonicMs();
    await writer.run("SET memory_limit = '16MB'").catch(() => undefined);
    await writer.run(`SET memory_limit = '${options.memoryMb}MB'`);
  };

  /** A database that failed fatally answers nothing any more until it is opened again. */
  const reopenIfDead = async () => {
    const alive = await database?.writer.run("SELECT 1 FROM spans LIMIT 1").then(
      () => true,
      () => false,
    );
    if (alive) return;
    database?.close();
    database = undefined;
    database = await openDatabase(options);
    rows = await countAll(database.writer);
  };

  const ids = await database.writer.runAndReadAll("SELECT max(id) FROM logs");
  const lastLogId = Number(ids.getRows()[0]?.[0] ?? 0);
  await deleteSurplus(database);
  if ((await fileSizes()).file > options.maxBytes) {
    database.close();
    await rewriteFile(options.path, options.memoryMb);
    database = await openDatabase(options);
    await fileSizes();
  }

  return {
    async store(slice) {
      try {
        if (!database) await reopenIfDead();
        if (!database) throw new Error("The warehouse is not open");
        await appendRows(database.writer, slice);
        for (const name of tableNames) rows += slice[name].length;
      } catch (error) {
        options.onTrouble("The warehouse could not keep telemetry; it is dropped", error);
        await reopenIfDead().catch((failure) =>
          options.onTrouble("The warehouse could not be opened again", failure),
        );
        throw error;
      }
    },
    async tidy() {
      if (!database) return;
      try {
        await deleteSurplus(database);
        await releaseMemory(database);
      } catch (error) {
        options.onTrouble("The warehouse could not delete old telemetry", error);
      }
    },
    reader() {
      if (!database) throw new Error("The warehouse is not open");
      return database.reader;
    },
    size: () => ({ rows, bytes }),
    lastLogId,
    async close() {
      // Merging the log now, off the event loop, leaves nothing to do for the synchronous close.
      await database?.writer.run("CHECKPOINT warehouse").catch(() => undefined);
      database?.close();
      database = undefined;
    },
  };
}

async function countAll(connection: DuckDBConnection): Promise<number> {
  const { spans, logs, points } = await countRows(connection);
  return spans + logs + points;
}
