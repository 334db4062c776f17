// Owns which segments there are: rows go to the newest, and the oldest is dropped when the file nears its limit or
// its rows are too old.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beginSegment, countSegmentRows, dropSegment, listSegments, segmentSpanMs } from "./segments.ts";

const hourMs = 3_600_000;
/** A segment ends at this share of the limit (counted before compression) or of the retention. */
const segmentShare = 1 / 6;
const segmentAgeShare = 1 / 24;
const ageCheckMs = 60_000;
/** A restart goes on with a last segment smaller than this, so that many restarts do not make many segments. */
const smallSegmentRows = 1_000;

export type RingOptions = {
  path: string;
  /** What the file and its log may take together, at any moment. */
  maxBytes: number;
  /** What one slice may add, and the log grow to before it is merged. */
  sliceBytes: number;
  checkpointMb: number;
  retentionHours: number;
  nowMs: () => number;
  monotonicMs: () => number;
};

/** The size at which the oldest segment goes: merging the log takes room for what it merges, more than once. */
export function fullBytes({ maxBytes, checkpointMb, sliceBytes }: RingOptions): number {
  return maxBytes - 4 * checkpointMb * 1024 * 1024 - 2 * sliceBytes;
}

export class SegmentRing {
  private readonly writer: DuckDBConnection;
  private readonly options: RingOptions;
  private segments: { name: string; rows: number }[] = [];
  private charsInNewest = 0;
  private bytes = 0;
  private hasBlocksToFree = false;
  private agedAtMs = Number.NEGATIVE_INFINITY;

  private constructor(writer: DuckDBConnection, options: RingOptions) {
    this.writer = writer;
    this.options = options;
  }

  static async open(writer: DuckDBConnection, options: RingOptions): Promise<SegmentRing> {
    const ring = new SegmentRing(writer, options);
    for (const name of await listSegments(writer)) {
      ring.segments.push({ name, rows: await countSegmentRows(writer, name) });
    }
    if (ring.newest().rows >= smallSegmentRows) await ring.begin();
    await ring.measure();
    return ring;
  }

  newest(): { readonly name: string; readonly rows: number } {
    const segment = this.segments.at(-1);
    if (!segment) throw new Error("The warehouse has no segment");
    return segment;
  }

  noteAppended(rows: number, chars: number): void {
    const segment = this.segments.at(-1);
    if (segment) segment.rows += rows;
    this.charsInNewest += chars;
  }

  size(): { rows: number; bytes: number } {
    return { rows: this.segments.reduce((sum, { rows }) => sum + rows, 0), bytes: this.bytes };
  }

  async dropTooMuch(): Promise<void> {
    if (this.charsInNewest > this.options.maxBytes * segmentShare) await this.begin();
    const logBytes = await this.measure();
    const full = fullBytes(this.options);
    if (this.bytes < full) return;
    await this.freeBlocks();
    // The file holds free blocks as well; only what is in use can be made less.
    while (this.segments.length > 1 && (await this.usedBytes()) + logBytes > full) await this.dropOldest();
    await this.measure();
  }

  async dropTooOld(): Promise<void> {
    const { monotonicMs, nowMs, retentionHours } = this.options;
    if (monotonicMs() - this.agedAtMs < ageCheckMs) return;
    this.agedAtMs = monotonicMs();
    const retentionMs = retentionHours * hourMs;
    const newest = await segmentSpanMs(this.writer, this.newest().name);
    if (newest && nowMs() - newest.oldestMs > retentionMs * segmentAgeShare) await this.begin();
    for (
      let [oldest, ...others] = this.segments;
      oldest && others.length > 0;
      [oldest, ...others] = this.segments
    ) {
      const span = await segmentSpanMs(this.writer, oldest.name);
      if (span && nowMs() - span.newestMs < retentionMs) break;
      await this.dropOldest();
    }
  }

  private async begin(): Promise<void> {
    this.segments.push({ name: await beginSegment(this.writer), rows: 0 });
    this.charsInNewest = 0;
  }

  private async dropOldest(): Promise<void> {
    const [oldest] = this.segments;
    if (!oldest) return;
    await dropSegment(this.writer, oldest.name);
    // Gone from here on, whether or not the blocks can be freed now.
    this.segments.shift();
    this.hasBlocksToFree = true;
    await this.freeBlocks();
  }

  /** Until a failed checkpoint is made up for, dropping more would lose telemetry and free nothing. */
  private async freeBlocks(): Promise<void> {
    if (!this.hasBlocksToFree) return;
    await this.writer.run("CHECKPOINT warehouse");
    this.hasBlocksToFree = false;
  }

  /** Answers with the size of the log alone. */
  private async measure(): Promise<number> {
    const [file, log] = await Promise.all([sizeOf(this.options.path), sizeOf(`${this.options.path}.wal`)]);
    this.bytes = file + log;
    return log;
  }

  private async usedBytes(): Promise<number> {
    const sizes = await this.writer.runAndReadAll(
      "SELECT used_blocks * block_size FROM pragma_database_size() WHERE database_name = 'warehouse'",
    );
    return Number(sizes.getRows()[0]?.[0] ?? 0);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
