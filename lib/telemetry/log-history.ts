// What can be asked of the log lines that are kept.
import type { Term } from "#lib/contract/filter/term.ts";
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { StoredLog } from "./stored-log.ts";

/** `fromMs` belongs to the range, `toMs` does not; all terms must hold. */
export type LogFilter = {
  fromMs?: number | undefined;
  toMs?: number | undefined;
  terms?: readonly Term[] | undefined;
};

export type LogQuery = LogFilter & {
  /** Only what comes after this line in the list. */
  after?: { timeUs: number; id: string } | undefined;
  limit: number;
};

export type TakenQuery = { afterId: number; uptoId: number; terms: readonly Term[]; limit: number };

export type LogContext = { line: StoredLog; before: StoredLog[]; after: StoredLog[] };
export type LogCount = { startMs: number; level: LogLevel; lines: number };
/** `lines` counts within one field; the most frequent first. */
export type LogFacetValue = { field: string; value: string | null; lines: number };

export type LogHistory = {
  /** The newest first. */
  findLogs(query: LogQuery): Promise<StoredLog[]>;
  /** A line with as many of those before and after it as asked for; the terms are theirs, not its own. */
  findLogContext(query: {
    id: string;
    terms: readonly Term[];
    around: number;
  }): Promise<LogContext | undefined>;
  /** By id, which is the order in which they were taken: the newest `limit` of a stretch, and how many more there are. */
  findLogsTaken(query: TakenQuery): Promise<{ lines: StoredLog[]; left: number }>;
  countLogs(query: LogFilter & { stepMs: number }): Promise<LogCount[]>;
  countLogFacets(query: LogFilter): Promise<LogFacetValue[]>;
  /** When the oldest line happened that is kept. */
  oldestLogMs(): Promise<number | undefined>;
  /** Waits until what was recorded until now can be found; false when that takes too long. */
  allArrived(): Promise<boolean>;
};

/** The newest lines, which may not be in the warehouse yet. */
export type RecentLogs = {
  /** Of the newest line that was taken, held or not. */
  newestId(): number;
  /** Every line with a higher id is held. */
  floorId(): number;
  /** How many were taken since the start, and how many of these are not held any more. */
  counts(): { taken: number; dropped: number };
  /** In the order in which they were taken. */
  after(id: number): Iterable<StoredLog>;
};

/** What one who follows them takes at a time; up to the id `position` everything was looked at. */
export type TailBatch = { lines: StoredLog[]; skipped: number; position: number };
