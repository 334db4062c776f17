// What is recorded waits here for its turn at the file, and is found here again.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Config } from "#lib/config/load.ts";
import type { Bound } from "#lib/contract/process-health.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { BatchQueue } from "../batch-queue.ts";
import type { Drops, Signal } from "../drops.ts";
import type { RecentLogs } from "../log-history.ts";
import { LogRing } from "../logs/log-ring.ts";
import type { LogRecord } from "../logs/record.ts";
import type { Family } from "../metrics/snapshot.ts";
import type { Problems } from "../problems.ts";
import type { History } from "../types.ts";
import { settledWithin } from "../within.ts";
import { createHistory } from "./create-history.ts";
import { Keeper } from "./keeper.ts";
import { measureRow } from "./measured-row.ts";
import { createPointRows } from "./point-rows.ts";
import { logRow, spanRow } from "./rows.ts";
import { type Item, type Slice, sliceBatch } from "./slice-batch.ts";
import { type Cell, type TableName, tableNames } from "./tables.ts";

const megabyte = 1024 * 1024;

export type Warehouse = History & {
  readonly recentLogs: RecentLogs;
  takeSpan(span: ReadableSpan): void;
  takeLog(record: LogRecord): void;
  /** Of another process, whose clock may be anywhere. */
  takeForeignLog(record: LogRecord): void;
  takePoints(families: readonly Family[], timestampMs: number): void;
  /** Undefined unless so much waits that some of it might soon have to be dropped; then waits for room. */
  settle(): Promise<void> | undefined;
  size(): { rows: number; bytes: number };
  /** What is taken of what the settings allow. */
  bounds(): Bound[];
  queriesStopped(): number;
  flush(limitMs: number): Promise<void>;
  close(limitMs: number): Promise<void>;
};

/** Told of every row of a span or log line as it is made. */
export type RowListener = (signal: "spans" | "logs", row: readonly Cell[]) => void;

type Options = {
  config: Config;
  clock: Clock;
  drops: Drops;
  problems: Problems;
  onRow?: RowListener | undefined;
};

export async function createWarehouse(options: Options): Promise<Warehouse> {
  const { config, drops } = options;
  await mkdir(config.DATA_DIR, { recursive: true });
  const sliceBytes = Math.min(4, config.WAREHOUSE_MAX_MB / 16) * megabyte;
  const keeper = await openKeeper(options, sliceBytes);
  const queue = createQueue(keeper, drops, sliceBytes);
  return {
    ...createIntake(options, queue, keeper.lastLogId),
    ...createHistory(keeper, (limitMs) => queue.flush(limitMs)),
    settle: () => (queue.fullness < 0.5 ? undefined : queue.easeTo(0.45)),
    size: () => keeper.size(),
    bounds: () => [...keeper.bounds(), { part: "warehouse-queue", unit: "bytes", ...queue.load }],
    queriesStopped: () => keeper.queriesStopped(),
    async flush(limitMs) {
      await queue.flush(limitMs);
    },
    async close(limitMs) {
      await queue.close(limitMs);
      await settledWithin(keeper.close(), limitMs);
    },
  };
}

function openKeeper({ config, clock, problems }: Options, sliceBytes: number): Promise<Keeper> {
  return Keeper.open({
    path: join(config.DATA_DIR, "telemetry.duckdb"),
    memoryMb: config.WAREHOUSE_MEMORY_MB,
    checkpointMb: checkpointMbOf(config),
    maxBytes: config.WAREHOUSE_MAX_MB * megabyte,
    sliceBytes,
    retentionHours: config.WAREHOUSE_RETENTION_HOURS,
    queryLimitMs: config.QUERY_TIME_LIMIT_MS,
    nowMs: clock.nowMs,
    monotonicMs: clock.monotonicMs,
    onTrouble: (what, error) => problems.report(what, { error: String(error) }),
    onSetAside: (asidePath, reason) =>
      problems.report("The telemetry file could not be read; it was moved aside and a new one begun", {
        moved_to: asidePath,
        error: String(reason),
      }),
  });
}

type Intake = Pick<Warehouse, "takeSpan" | "takeLog" | "takeForeignLog" | "takePoints" | "recentLogs">;

function createIntake({ drops, onRow }: Options, queue: BatchQueue<Item>, newestLogId: number): Intake {
  // A row is made at once: what waits as a row is smaller, and made of fewer parts, than what it is made of.
  const push = (table: "spans" | "logs", makeCells: () => Cell[]) => {
    try {
      const cells = makeCells();
      onRow?.(table, cells);
      queue.push(measureRow(table, cells));
    } catch {
      // What cannot be told of must not fail as well.
      drops.count("warehouse", table, 1);
    }
  };
  let lastLogId = newestLogId;
  const recentLogs = new LogRing(lastLogId);
  let sampledAtMs = 0;
  const pushLog = (record: LogRecord, id: number) => {
    lastLogId = id;
    push("logs", () => {
      recentLogs.take(record, id);
      return logRow(record, id);
    });
  };
  return {
    takeSpan: (span) => push("spans", () => spanRow(span)),
    // Grows with time and never repeats, so that pages of logs have an order and an end.
    takeLog: (record) => pushLog(record, Math.max(lastLogId + 1, Math.round(record.timestampMs * 1_000))),
    takeForeignLog: (record) => pushLog(record, lastLogId + 1),
    takePoints(families, timestampMs) {
      queue.push({ families, timestampMs, sinceMs: sampledAtMs });
      sampledAtMs = timestampMs;
    },
    recentLogs,
  };
}

/**
 * Between two merges the log grows beside the file, and both count towards the limit. A merge begins with writing the last
 * rows of every column anew: at half of this, that took more than all the rest of keeping a row.
 */
function checkpointMbOf({ WAREHOUSE_MAX_MB: maxMb }: Config): number {
  return Math.max(Math.min(8, maxMb / 16), Math.min(16, maxMb / 1_024));
}

/** Half a second between an event and its page; two seconds of 50,000 rows may wait, for a merge can take most of one. */
function createQueue(keeper: Keeper, drops: Drops, maxSliceChars: number): BatchQueue<Item> {
  const pointRows = createPointRows();
  return new BatchQueue<Item>({
    limit: 100_000,
    maxWeight: 64 * megabyte,
    batchSize: 8_192,
    intervalMs: 500,
    weigh: weighItem,
    async deliver(batch) {
      const limits = {
        maxChars: maxSliceChars,
        pointRows,
        onMisfit: (name: TableName) => drops.count("warehouse", signals[name], 1),
      };
      for await (const { slice, chars } of sliceBatch(batch, limits)) {
        await keeper.tidy();
        await keeper.store(slice, chars).catch(() => countLost(drops, slice));
      }
      await keeper.tidy();
    },
    onDropped(items) {
      for (const item of items)
        if ("cells" in item) drops.count("warehouse", item.table, 1);
        else drops.count("warehouse", "points", seriesIn(item.families));
    },
  });
}

const signals: Record<TableName, Signal> = {
  spans: "spans",
  logs: "logs",
  metric_points: "points",
  exemplars: "points",
};

function countLost(drops: Drops, slice: Slice): void {
  for (const name of tableNames) drops.count("warehouse", signals[name], slice[name].length);
}

const seriesIn = (families: readonly Family[]) =>
  families.reduce((sum, { series }) => sum + series.length, 0);

/** What a row takes besides its texts. */
const frame = 300;

function weighItem(item: Item): number {
  return "cells" in item ? frame + item.chars : seriesIn(item.families) * 100;
}
