// Keeps the feed `alerts` as the database is, which is what every process and thereby every browser agrees on. Only what
// changed is read; now and then all stamps are compared, for what was committed later than it is dated.
import { readRows, readStamps, type Stamp, shownResolvedMs } from "#lib/alerts/read-board.ts";
import { type ActiveSilence, readActiveSilences } from "#lib/alerts/silence-cover.ts";
import { readTitles, toAlert } from "#lib/alerts/to-alert.ts";
import type { AlertRow } from "#lib/alerts/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { ask } from "#lib/store/ask.ts";
import type { Store } from "#lib/store/types.ts";
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
  /** Those that are open, as far as the feed knows. */
  open(): AlertRow[];
};

/** A transaction that takes longer, or a clock that differs by more, is made up for by the next comparison of all. */
const overlapMs = 30_000;
const compareAllMs = 60_000;

type Known = { rows: Map<string, AlertRow>; silences: string; comparedMs: number };

export function createAlertFeed({ feed, store, clock, log }: Given): AlertFeed {
  const known: Known = { rows: new Map(), silences: "", comparedMs: Number.NEGATIVE_INFINITY };
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let failing = false;

  const fill = async () => {
    try {
      await ask(store, async (db) => {
        const nowMs = clock.nowMs();
        const all = nowMs - known.comparedMs >= compareAllMs;
        const stamps = await readStamps(db, all ? { nowMs } : { nowMs, sinceMs: sinceOf(known, nowMs) });
        if (all) known.comparedMs = nowMs;
        const rows = await readRows(
          db,
          stamps.filter((stamp) => isNews(known, stamp)).map(({ id }) => id),
        );
        const silences = await readActiveSilences(db, nowMs);
        for (const row of rows) known.rows.set(row.id, row);
        for (const id of gone(known, { nowMs, stamps: all ? stamps : undefined })) {
          known.rows.delete(id);
          feed.remove(id);
        }
        const shown = changedBy(known, silences) ? [...known.rows.values()] : rows;
        const titles = await readTitles(db, shown);
        const titleOf = (id: string) => known.rows.get(id)?.title ?? titles.get(id);
        for (const row of shown)
          if (known.rows.has(row.id)) feed.set(row.id, toAlert(row, { silences, titleOf }));
      });
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
  return {
    refresh() {
      if (!current) return start();
      next ??= current.then(() => {
        next = undefined;
        return start();
      });
      return next;
    },
    open: () => [...known.rows.values()].filter(({ resolvedAt }) => resolvedAt === null),
  };
}

/** A clock that runs ahead elsewhere must not hide what is dated now. */
function sinceOf({ rows }: Known, nowMs: number): number {
  let latest = 0;
  for (const { changedAt } of rows.values()) latest = Math.max(latest, changedAt.getTime());
  return Math.min(latest, nowMs) - overlapMs;
}

function isNews({ rows }: Known, { id, changedAt }: Stamp): boolean {
  return rows.get(id)?.changedAt.getTime() !== changedAt.getTime();
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

/** Silences change what is shown of any alert, also by ending. */
function changedBy(known: Known, silences: readonly ActiveSilence[]): boolean {
  const before = known.silences;
  known.silences = silences.map(({ id, endsAt }) => `${id} ${endsAt.getTime()}`).join(",");
  return known.silences !== before;
}
