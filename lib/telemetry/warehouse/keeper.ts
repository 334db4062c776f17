// Owns the open file: writes to it, reads from it, and replaces it when it turns out to be spoilt or dead.
import type { DuckDBConnection } from "@duckdb/node-api";
import { AppError } from "#lib/kernel/errors.ts";
import { appendRows } from "./append-rows.ts";
import { type Database, type DatabaseOptions, isDiskFull, openDatabase, setAside } from "./open-database.ts";
import { rewriteFile } from "./rewrite-file.ts";
import { fullBytes, type RingOptions, SegmentRing } from "./segment-ring.ts";
import type { Slice } from "./slice-batch.ts";
import { tableNames } from "./tables.ts";

/** DuckDB keeps what it read until its memory limit is reached; this often it is made to let go. */
const releaseMs = 30_000;

export type KeeperOptions = DatabaseOptions &
  RingOptions & { onTrouble: (what: string, error: unknown) => void };
type Opened = { database: Database; ring: SegmentRing };

export class Keeper {
  /** The highest log id found when the file was opened. */
  lastLogId = 0;
  private readonly options: KeeperOptions;
  private opened: Opened | undefined;
  private unreadable: unknown;
  private reading = 0;
  private releasing: Promise<unknown> | undefined;
  private releasedAtMs: number;

  private constructor(options: KeeperOptions) {
    this.options = options;
    this.releasedAtMs = options.monotonicMs();
  }

  static async open(options: KeeperOptions): Promise<Keeper> {
    const keeper = new Keeper(options);
    try {
      await keeper.start();
    } catch (error) {
      if (isDamage(error)) {
        keeper.unreadable = error;
        await keeper.replaceUnreadable();
      } else if (isDiskFull(error)) {
        options.onTrouble("The warehouse has no room on the disk; telemetry is dropped until it has", error);
      } else throw error;
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
    } catch (error) {
      if (isDamage(error)) this.unreadable = error;
      this.options.onTrouble("The warehouse could not drop old telemetry", error);
    }
  }

  /** A query that meets damage in the file condemns it; the writer's next turn replaces it. */
  async read<T>(query: (reader: DuckDBConnection) => Promise<T>): Promise<T> {
    await this.releasing;
    this.reading += 1;
    try {
      if (!this.opened) throw new Error("The warehouse is not open");
      return await query(this.opened.database.reader);
    } catch (error) {
      if (isDamage(error)) this.unreadable = error;
      throw new AppError("unavailable", "The telemetry of the past cannot be read just now", {
        cause: error,
      });
    } finally {
      this.reading -= 1;
    }
  }

  size(): { rows: number; bytes: number } {
    return this.opened?.ring.size() ?? { rows: 0, bytes: 0 };
  }

  async close(): Promise<void> {
    // Merging the log now, off the event loop, leaves nothing to do for the synchronous close.
    await this.opened?.database.writer.run("CHECKPOINT warehouse").catch(() => undefined);
    this.shut();
  }

  private async start(): Promise<void> {
    const { ring } = await this.load();
    const { bytes } = ring.size();
    if (bytes > this.options.maxBytes) {
      this.shut();
      await rewriteFile(this.options, fullBytes(this.options) / bytes / 2);
      await this.load();
    }
    await this.opened?.ring.dropTooOld();
    await this.opened?.ring.dropTooMuch();
  }

  private async load(): Promise<Opened> {
    const database = await openDatabase(this.options);
    try {
      const ring = await SegmentRing.open(database.writer, this.options);
      const ids = await database.reader.runAndReadAll("SELECT max(id) FROM logs");
      this.lastLogId = Number(ids.getRows()[0]?.[0] ?? 0);
      this.opened = { database, ring };
      return this.opened;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private shut(): void {
    this.opened?.database.close();
    this.opened = undefined;
  }

  /** A query at this moment would run out of memory, so it waits, or is waited for until the next time. */
  private async releaseMemory(): Promise<void> {
    const { monotonicMs, memoryMb } = this.options;
    const writer = this.opened?.database.writer;
    if (!writer || this.reading > 0 || monotonicMs() - this.releasedAtMs < releaseMs) return;
    this.releasedAtMs = monotonicMs();
    // Refused when more than that cannot be let go of just now.
    const lowered = writer.run("SET memory_limit = '16MB'").catch(() => undefined);
    this.releasing = lowered.then(() => writer.run(`SET memory_limit = '${memoryMb}MB'`));
    await this.releasing.finally(() => {
      this.releasing = undefined;
    });
  }

  private async replaceUnreadable(): Promise<void> {
    if (this.unreadable === undefined) return;
    const reason = this.unreadable;
    this.unreadable = undefined;
    this.shut();
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
    if (!answers) this.shut();
  }
}

/** What reading a spoilt file says; a full disk, say, is an IO Error too and no reason to condemn the file. */
function isDamage(error: unknown): boolean {
  return (
    error instanceof Error && /Corrupt database file|Could not read enough bytes|checksum/.test(error.message)
  );
}
