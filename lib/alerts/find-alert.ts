import { and, asc, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import type { AlertDetail, AlertEvent } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { alertEvents, alerts } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { blocksFrom, blocksOf } from "./history-blocks.ts";
import { oneOf } from "./lock-open-alerts.ts";
import { readActiveSilences } from "./silence-cover.ts";
import { readTitles, toAlert } from "./to-alert.ts";
import type { AlertRow, AlertsContext } from "./types.ts";

const mostEarlier = 20;
const mostEvents = 500;
/** One that comes and goes all day fills its blocks with fewer. */
const mostInBlocks = 1_000;

/** Throws not_found. */
export function findAlert(
  { store, clock }: Pick<AlertsContext, "store" | "clock">,
  id: string,
): Promise<AlertDetail> {
  return ask(store, async (db) => {
    const nowMs = clock.nowMs();
    const [row] = await db.select().from(alerts).where(eq(alerts.id, id));
    if (!row) throw new AppError("not_found", `There is no alert ${id}.`);
    const same = await sinceBlocksBegin(db, row, nowMs);
    const earlier = await earlierThan(db, row);
    const titles = await readTitles(db, [row, ...earlier]);
    const beside = {
      silences: await readActiveSilences(db, nowMs),
      titleOf: (one: string) => titles.get(one),
    };
    const changes = await readEvents(
      db,
      same.map((one) => one.id),
      mostInBlocks,
    );
    return {
      alert: toAlert(row, beside),
      events: (await readEvents(db, [id], mostEvents)).map(toEvent),
      blocks: blocksOf({ alerts: same, events: changes, nowMs }),
      earlier: earlier.map((one) => toAlert(one, beside)),
    };
  });
}

function sinceBlocksBegin(db: Database, { fingerprint }: AlertRow, nowMs: number): Promise<AlertRow[]> {
  const from = new Date(blocksFrom(nowMs));
  return db
    .select()
    .from(alerts)
    .where(
      and(eq(alerts.fingerprint, fingerprint), or(isNull(alerts.resolvedAt), gt(alerts.resolvedAt, from))),
    )
    .orderBy(desc(alerts.startedAt))
    .limit(mostInBlocks);
}

function earlierThan(db: Database, { fingerprint, startedAt }: AlertRow): Promise<AlertRow[]> {
  return db
    .select()
    .from(alerts)
    .where(and(eq(alerts.fingerprint, fingerprint), lt(alerts.startedAt, startedAt)))
    .orderBy(desc(alerts.startedAt), asc(alerts.id))
    .limit(mostEarlier);
}

type EventRow = typeof alertEvents.$inferSelect;

/** The newest of them, the oldest first. */
async function readEvents(db: Database, ids: readonly string[], most: number): Promise<EventRow[]> {
  const rows = await db
    .select()
    .from(alertEvents)
    .where(oneOf(alertEvents.alertId, ids))
    .orderBy(desc(alertEvents.position))
    .limit(most);
  return rows.reverse();
}

function toEvent({ position, at, what, by, severity, note }: EventRow): AlertEvent {
  return { id: String(position), at: at.toISOString(), what, by, severity, note };
}
