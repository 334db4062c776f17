// Owns the open file: writes to it, reads from it, and replaces it when it turns out to be spoilt or dead.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Bound } from "#lib/contract/process-health.ts";
import { AppError, asAppError } from "#lib/kernel/errors.ts";
import { appendRows } from "./append-rows.ts";
import { isDamage, isDiskFull, isOutOfMemory, refuseFile } from "./file-trouble.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./open-database.ts";
import { type Query, Reads } from "./reads.ts";
import { rewriteFile } from "./rewrite-file.ts";
import { fullBytes, type RingOptions, SegmentRing } from "./segment-ring.ts";
import { setAside } from "./set-aside.ts";
import type { Slice } from "./slice-batch.ts";
import { tableNames } from "./tables.ts";

/** DuckDB keeps what it read until its memory limit is reached; this often it is made to let go. */
const releaseMs = 30_000;
const memoryReadMs = 5_000;

export type KeeperOptions = DatabaseOptions &
  RingOptions & {
    onTrouble: (what: string, error: unknown) => void;
    /** How long a read may take. */
    queryLimitMs: number;
    /** How long a read may go on once the file is to be closed. */
    readPatienceMs?: number;
  };
type Opened = { database: Database; ring: SegmentRing; reads: Reads };

export class Keeper {
  /** The highest log id found when the file was opened. */
  lastLogId = 0;
  private readonly options: KeeperOptions;
  private opened: Opened | undefined;
  private closed = false;
  private unreadable: unknown;
  private releasing: Promise<unknown> | undefined;
  private releasedAtMs: number;
  private memoryReadAtMs = Number.NEGATIVE_INFINITY;
  private memoryBytes = 0;
  private stoppedQueries = 0;

  private constructor(options: KeeperOptions) {
    this.options = options;
    this.releasedAtMs = options.monotonicMs();
  }

  static async open(options: KeeperOptions): Promise<Keeper> {
    const keeper = new Keeper(options);
    try {
      await keeper.start();
    } catch (error) {
      if (isDiskFull(error)) {
        options.onTrouble("The warehouse has no room on the disk; telemetry is dropped until it has", error);
      } else {
        await keeper.shut();
        throw refuseFile(options.path, error);
      }
    }
    return keeper;
  }

  /** Rejects when the slice is lost. */
  async store(slice: Slice, chars: number): Promise<void> {
    try {
      const { database, ring } = this.opened ?? (await this.load());
      await appendRows(database.writer, ring.newest().name, slice);
      ring.noteAppended(
        tableNames.reduce((rows, name) => rows + slice[name].length, 0),
        chars,
      );
    } catch (error) {
      this.options.onTrouble("The warehouse could not keep telemetry; it is dropped", error);
      await this.abandonIfDead();
      throw error;
    }
  }

  /** Runs before and after what is stored: replaces a spoilt file, drops what is too old or too much. */
  async tidy(): Promise<void> {
    try {
      await this.replaceUnreadable();
      await this.opened?.ring.dropTooOld();
      await this.opened?.ring.dropTooMuch();
      await this.releaseMemory();
      await this.readMemory();
    } catch (error) {
      if (isDamage(error)) this.unreadable = error;
      this.options.onTrouble("The warehouse could not drop old telemetry", error);
    }
  }

  async read<T>(query: Query<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await (await this.readsNow()).run(query, signal);
    } catch (error) {
      throw this.whyUnread(error);
    }
  }

  size(): { rows: number; bytes: number } {
    return this.opened?.ring.size() ?? { rows: 0, bytes: 0 };
  }

  bounds(): Bound[] {
    const { memoryMb, maxBytes } = this.options;
    const waiting = this.opened?.reads.waiting();
    return [
      { part: "warehouse-memory", unit: "bytes", used: this.memoryBytes, limit: memoryMb * 1_000_000 },
      { part: "warehouse-file", unit: "bytes", used: this.size().bytes, limit: maxBytes },
      ...(waiting ? [{ part: "warehouse-queries", unit: "queries", ...waiting } as const] : []),
    ];
  }

  /** Since the start. */
  queriesStopped(): number {
    return this.stoppedQueries;
  }

  async close(): Promise<void> {
    this.closed = true;
    // Merging the log now, off the event loop, leaves nothing to do for the synchronous close.
    const merged = this.opened?.database.writer.run("CHECKPOINT warehouse").catch(() => undefined);
    await this.shut(merged);
  }

  private async readsNow(): Promise<Reads> {
    while (this.releasing) await this.releasing.catch(() => undefined);
    if (!this.opened) throw new Error("The warehouse is not open");
    return this.opened.reads;
  }

  /** A query that meets damage in the file condemns it; the writer's next turn replaces it. */
  private whyUnread(error: unknown): AppError {
    if (isDamage(error)) this.unreadable = error;
    const message = isOutOfMemory(error)
      ? "The question to the telemetry of the past needs more memory than there is. Ask for less of it, or raise WAREHOUSE_MEMORY_MB."
      : "The telemetry of the past cannot be read just now";
    return (
      asAppError(error) ??
      new AppError("unavailable", message, { cause: error, headers: { "retry-after": "2" } })
    );
  }

  private async start(): Promise<void> {
    try {
      await this.loadWithinLimits();
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.unreadable = error;
      await this.replaceUnreadable();
    }
  }

  private async loadWithinLimits(): Promise<void> {
    const { ring } = await this.load();
    const { bytes } = ring.size();
    if (bytes > this.options.maxBytes) {
      await this.shut();
      await rewriteFile(this.options, fullBytes(this.options) / bytes / 2);
      await this.load();
    }
    await this.opened?.ring.dropTooOld();
    await this.opened?.ring.dropTooMuch();
  }

  /** A slice that comes late must not open the file again: it would stay open, or be opened twice. */
  private refuseIfClosed(): void {
    if (this.closed) throw new Error("The warehouse is closed");
  }

  private async load(): Promise<Opened> {
    this.refuseIfClosed();
    const database = await openDatabase(this.options);
    try {
      const ring = await SegmentRing.open(database.writer, this.options);
      const ids = await database.writer.runAndReadAll("SELECT max(id) FROM logs");
      this.lastLogId = Number(ids.getRows()[0]?.[0] ?? 0);
      this.refuseIfClosed();
      this.opened = { database, ring, reads: this.beginReads(database) };
      return this.opened;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private beginReads(database: Database): Reads {
    return new Reads(database.readers, this.options.queryLimitMs, () => {
      this.stoppedQueries += 1;
    });
  }

  private async readMemory(): Promise<void> {
    const nowMs = this.options.monotonicMs();
    if (!this.opened || nowMs - this.memoryReadAtMs < memoryReadMs) return;
    this.memoryReadAtMs = nowMs;
    const sums = await this.opened.database.writer.runAndReadAll(
      "SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()",
    );
    this.memoryBytes = Number(sums.getRows()[0]?.[0] ?? 0);
  }

  /** Refuses new reads at once. */
  private async shut(lastWork?: Promise<unknown>): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await Promise.all([opened?.reads.end(this.options.readPatienceMs), lastWork]);
    await opened?.database.close();
  }

  /** A query at this moment would run out of memory, so it waits, or is waited for until the next time. */
  private async releaseMemory(): Promise<void> {
    const { monotonicMs } = this.options;
    if (!this.opened?.reads.isIdle() || monotonicMs() - this.releasedAtMs < releaseMs) return;
    this.releasedAtMs = monotonicMs();
    this.releasing = this.lowerMemory(this.opened.database.writer);
    await this.releasing.finally(() => {
      this.releasing = undefined;
    });
  }

  private async lowerMemory(writer: DuckDBConnection): Promise<void> {
    // Refused when more than that cannot be let go of just now.
    await writer.run("SET memory_limit = '16MB'").catch(() => undefined);
    try {
      await writer.run(`SET memory_limit = '${this.options.memoryMb}MB'`);
    } catch (error) {
      this.options.onTrouble("The warehouse did not get its memory back; it is opened again", error);
      await this.shut();
      await this.load();
    }
  }

  private async replaceUnreadable(): Promise<void> {
    if (this.unreadable === undefined) return;
    const reason = this.unreadable;
    this.unreadable = undefined;
    await this.shut();
    await setAside(this.options, reason);
    await this.load();
  }

  /** A database that failed fatally answers nothing any more; the next slice opens it again. */
  private async abandonIfDead(): Promise<void> {
    const alive = this.opened?.database.writer.run("SELECT max(id) FROM logs");
    const answers = await alive?.then(
      () => true,
      () => false,
    );
    if (!answers) await this.shut();
  }
}
