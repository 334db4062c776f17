// Owns the open file and its segments: writes to the newest, drops the oldest when the file nears its limit or they
// are too old, and opens the file anew after it failed for good.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";
import { appendRows } from "./append-rows.ts";
import { type Database, type DatabaseOptions, openDatabase, setAside } from "./open-database.ts";
import { rewriteFile } from "./rewrite-file.ts";
import { beginSegment, countSegmentRows, dropSegment, listSegments, segmentSpanMs } from "./segments.ts";
import type { Slice } from "./slice-batch.ts";
import { tableNames } from "./tables.ts";

const hourMs = 3_600_000;
/** A segment ends at this share of the limit (counted before compression) or of the retention. */
const segmentShare = 1 / 6;
const segmentAgeShare = 1 / 24;
const ageCheckMs = 60_000;
/** DuckDB keeps what it read until its memory limit is reached; this often it is made to let go. */
const releaseMs = 30_000;
/** A restart goes on with a last segment smaller than this, so that many restarts do not make many segments. */
const smallSegmentRows = 1_000;

export type KeeperOptions = DatabaseOptions & {
  /** What the file and its log may take together, at any moment. */
  maxBytes: number;
  /** What one slice may add. */
  sliceBytes: number;
  retentionHours: number;
  monotonicMs: () => number;
  onTrouble: (what: string, error: unknown) => void;
};

export class Keeper {
  /** The highest log id found when the file was opened. */
  lastLogId = 0;
  private readonly options: KeeperOptions;
  /** The size at which the oldest segment goes: merging the log needs room for what it merges, twice. */
  private readonly fullBytes: number;
  private unreadable: unknown;
  private database: Database | undefined;
  private segments: { name: string; rows: number }[] = [];
  private charsInSegment = 0;
  private bytes = 0;
  private agedAtMs = Number.NEGATIVE_INFINITY;
  private releasedAtMs: number;

  private constructor(options: KeeperOptions) {
    this.options = options;
    this.fullBytes = options.maxBytes - 4 * options.checkpointMb * 1024 * 1024 - 2 * options.sliceBytes;
    this.releasedAtMs = options.monotonicMs();
  }

  static async open(options: KeeperOptions): Promise<Keeper> {
    const keeper = new Keeper(options);
    try {
      await keeper.start();
    } catch (error) {
      if (!isDamage(error)) throw error;
      keeper.unreadable = error;
      await keeper.replaceUnreadable();
    }
    return keeper;
  }

  /** Rejects when the slice is lost. */
  async store(slice: Slice, chars: number): Promise<void> {
    try {
      if (!this.database) await this.load();
      const { writer } = this.opened();
      const segment = this.segments.at(-1);
      if (!segment) throw new Error("The warehouse has no segment to write to");
      await appendRows(writer, segment.name, slice);
      this.charsInSegment += chars;
      for (const name of tableNames) segment.rows += slice[name].length;
    } catch (error) {
      this.options.onTrouble("The warehouse could not keep telemetry; it is dropped", error);
      await this.abandonIfDead();
      throw error;
    }
  }

  /** Runs after every slice: ends segments, drops what is too much or too old, gives memory back. */
  async tidy(): Promise<void> {
    if (!this.database) return;
    try {
      await this.replaceUnreadable();
      await this.dropTooOld();
      await this.dropTooMuch();
      await this.releaseMemory();
    } catch (error) {
      if (isDamage(error)) this.unreadable = error;
      this.options.onTrouble("The warehouse could not drop old telemetry", error);
    }
  }

  /** A query that meets damage in the file condemns it; the writer's next turn replaces it. */
  async read<T>(query: (reader: DuckDBConnection) => Promise<T>): Promise<T> {
    try {
      return await query(this.opened().reader);
    } catch (error) {
      if (isDamage(error)) this.unreadable = error;
      throw new AppError("unavailable", "The telemetry of the past cannot be read just now", {
        cause: error,
      });
    }
  }

  size(): { rows: number; bytes: number } {
    return { rows: this.segments.reduce((sum, { rows }) => sum + rows, 0), bytes: this.bytes };
  }

  async close(): Promise<void> {
    // Merging the log now, off the event loop, leaves nothing to do for the synchronous close.
    await this.database?.writer.run("CHECKPOINT warehouse").catch(() => undefined);
    this.database?.close();
    this.database = undefined;
  }

  private opened(): Database {
    if (!this.database) throw new Error("The warehouse is not open");
    return this.database;
  }

  private async start(): Promise<void> {
    await this.load();
    if (this.bytes > this.options.maxBytes) {
      this.database?.close();
      await rewriteFile(this.options, this.fullBytes / this.bytes / 2);
      await this.load();
    }
    await this.dropTooOld();
    await this.dropTooMuch();
  }

  private async load(): Promise<void> {
    this.database = await openDatabase(this.options);
    this.segments = [];
    for (const name of await listSegments(this.database.reader)) {
      this.segments.push({ name, rows: await countSegmentRows(this.database.reader, name) });
    }
    if ((this.segments.at(-1)?.rows ?? 0) >= smallSegmentRows) await this.beginSegment();
    const ids = await this.database.reader.runAndReadAll("SELECT max(id) FROM logs");
    this.lastLogId = Number(ids.getRows()[0]?.[0] ?? 0);
    await this.measure();
  }

  private async beginSegment(): Promise<void> {
    this.segments.push({ name: await beginSegment(this.opened().writer), rows: 0 });
    this.charsInSegment = 0;
  }

  private async dropOldest(): Promise<void> {
    const [oldest] = this.segments;
    if (!oldest) return;
    await dropSegment(this.opened().writer, oldest.name);
    this.segments.shift();
  }

  private async measure(): Promise<number> {
    const sizeOf = (path: string) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      );
    const [file, log] = await Promise.all([sizeOf(this.options.path), sizeOf(`${this.options.path}.wal`)]);
    this.bytes = file + log;
    return log;
  }

  private async dropTooMuch(): Promise<void> {
    if (this.charsInSegment > this.options.maxBytes * segmentShare) await this.beginSegment();
    const log = await this.measure();
    if (this.bytes < this.fullBytes) return;
    // The file holds free blocks as well; only what is in use can be made less.
    while (this.segments.length > 1 && (await this.usedBytes()) + log > this.fullBytes)
      await this.dropOldest();
    await this.measure();
  }

  private async dropTooOld(): Promise<void> {
    const { monotonicMs, nowMs, retentionHours } = this.options;
    if (monotonicMs() - this.agedAtMs < ageCheckMs) return;
    this.agedAtMs = monotonicMs();
    const retentionMs = retentionHours * hourMs;
    const { writer } = this.opened();
    const current = this.segments.at(-1);
    const span = current && (await segmentSpanMs(writer, current.name));
    if (span && nowMs() - span.oldestMs > retentionMs * segmentAgeShare) await this.beginSegment();
    while (this.segments.length > 1) {
      const oldest = await segmentSpanMs(writer, this.segments[0]?.name ?? "");
      if (oldest && nowMs() - oldest.newestMs < retentionMs) break;
      await this.dropOldest();
    }
  }

  private async usedBytes(): Promise<number> {
    const sizes = await this.opened().writer.runAndReadAll(
      "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = 'warehouse'",
    );
    return Number(sizes.getRows()[0]?.[0] ?? 0);
  }

  private async releaseMemory(): Promise<void> {
    const { monotonicMs, memoryMb } = this.options;
    if (monotonicMs() - this.releasedAtMs < releaseMs) return;
    this.releasedAtMs = monotonicMs();
    const { writer } = this.opened();
    await writer.run("SET memory_limit = '16MB'").catch(() => undefined);
    await writer.run(`SET memory_limit = '${memoryMb}MB'`);
  }

  private async replaceUnreadable(): Promise<void> {
    if (this.unreadable === undefined) return;
    const reason = this.unreadable;
    this.unreadable = undefined;
    this.database?.close();
    this.database = undefined;
    await setAside(this.options, reason);
    await this.load();
  }

  /** A database that failed fatally answers nothing any more; the next slice opens it again. */
  private async abandonIfDead(): Promise<void> {
    if (!this.database) return;
    const alive = await this.database.writer.run("SELECT max(id) FROM logs").then(
      () => true,
      () => false,
    );
    if (alive) return;
    this.database.close();
    this.database = undefined;
  }
}

/** What reading a spoilt file says; a full disk, say, is an IO Error too and no reason to condemn the file. */
function isDamage(error: unknown): boolean {
  return (
    error instanceof Error && /Corrupt database file|Could not read enough bytes|checksum/.test(error.message)
  );
}
