// Keeps the feed `alerts` as the database is, which is what every process and thereby every browser agrees on. Only what
// changed is read; now and then all stamps are compared, for what was committed later than it is dated.
import { readRows, readStamps, type Stamp, shownResolvedMs } from "#lib/alerts/read-board.ts";
import { type ActiveSilence, readActiveSilences } from "#lib/alerts/silence-cover.ts";
import { readTitles, toAlert } from "#lib/alerts/to-alert.ts";
import type { AlertRow } from "#lib/alerts/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { Feed } from "./types.ts";

type Given = {
  feed: Pick<Feed, "set" | "remove">;
  store: Pick<Store, "db">;
  clock: Pick<Clock, "nowMs">;
  log: Pick<Logger, "exception">;
};

export type AlertFeed = {
  /** Resolves when the feed has what was committed at the time of the call, or it could not be read. */
  refresh(): Promise<void>;
  /** Whether it was ever read; reads it now if it was not. */
  isRead(): Promise<boolean>;
  /** Those that are open, as far as the feed knows. */
  open(): AlertRow[];
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
};

/** A transaction that takes longer, or a clock that differs by more, is made up for by the next comparison of all. */
const overlapMs = 30_000;
const compareAllMs = 60_000;

type Known = { rows: Map<string, AlertRow>; silences: string; readMs: number; comparedMs: number };

const never = Number.NEGATIVE_INFINITY;

export function createAlertFeed({ feed, store, clock, log }: Given): AlertFeed {
  const known: Known = { rows: new Map(), silences: "", readMs: never, comparedMs: never };
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let failing = false;

  const fill = async () => {
    try {
      const nowMs = clock.nowMs();
      show(feed, known, await ask(store, (db) => readNews(db, known, nowMs)));
      failing = false;
    } catch (error) {
      // Said once: it is asked again and again.
      if (!failing) log.exception("the alerts could not be read for those who watch them", error);
      failing = true;
    }
  };
  const start = () => {
    current = fill().finally(() => {
      current = undefined;
    });
    return current;
  };
  const refresh = () => {
    if (!current) return start();
    next ??= current.then(() => {
      next = undefined;
      return start();
    });
    return next;
  };
  const wasRead = () => known.readMs !== never;
  return {
    refresh,
    async isRead() {
      if (!wasRead()) await refresh();
      return wasRead();
    },
    idle: async () => {
      while (current) await current;
    },
    open: () => [...known.rows.values()].filter(({ resolvedAt }) => resolvedAt === null),
  };
}

type News = {
  nowMs: number;
  /** Of all that are on the board, where they were compared. */
  stamps: readonly Stamp[] | undefined;
  rows: readonly AlertRow[];
  /** Those of which what is shown may be different. */
  shown: readonly AlertRow[];
  silences: readonly ActiveSilence[];
  titles: ReadonlyMap<string, string>;
};

async function readNews(db: Database, known: Known, nowMs: number): Promise<News> {
  const all = Math.abs(nowMs - known.comparedMs) >= compareAllMs;
  const stamps = await readStamps(db, all ? { nowMs } : { nowMs, sinceMs: known.readMs - overlapMs });
  const changed = stamps.filter(
    ({ id, changedAt }) => known.rows.get(id)?.changedAt.getTime() !== changedAt.getTime(),
  );
  const rows = await readRows(
    db,
    changed.map(({ id }) => id),
  );
  const silences = await readActiveSilences(db, nowMs);
  // Silences change what is shown of any alert, also by ending.
  const shown =
    keyOf(silences) === known.silences
      ? rows
      : [...new Map([...known.rows, ...rows.map((row) => [row.id, row] as const)]).values()];
  const titles = await readTitles(db, shown);
  return { nowMs, stamps: all ? stamps : undefined, rows, shown, silences, titles };
}

/** Nothing here can fail: what is known and what is shown stay the same. */
function show(
  feed: Given["feed"],
  known: Known,
  { nowMs, stamps, rows, shown, silences, titles }: News,
): void {
  for (const row of rows) known.rows.set(row.id, row);
  for (const id of gone(known, { nowMs, stamps })) {
    known.rows.delete(id);
    feed.remove(id);
  }
  const titleOf = (id: string) => known.rows.get(id)?.title ?? titles.get(id);
  for (const row of shown) if (known.rows.has(row.id)) feed.set(row.id, toAlert(row, { silences, titleOf }));
  known.silences = keyOf(silences);
  known.readMs = nowMs;
  if (stamps) known.comparedMs = nowMs;
}

function keyOf(silences: readonly ActiveSilence[]): string {
  return silences.map(({ id, endsAt }) => `${id} ${endsAt.getTime()}`).join(",");
}

/** What has been over for long enough, and what was deleted. */
function gone(
  { rows }: Known,
  { nowMs, stamps }: { nowMs: number; stamps: readonly Stamp[] | undefined },
): string[] {
  const there = stamps && new Set(stamps.map(({ id }) => id));
  return [...rows.values()]
    .filter(({ id, resolvedAt }) =>
      there ? !there.has(id) : resolvedAt !== null && resolvedAt.getTime() <= nowMs - shownResolvedMs,
    )
    .map(({ id }) => id);
}
