// Brings the stored alerts of services up to date with what holds now. Any number of processes does this beside each other.
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { alerts } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { changeAlerts } from "./change-alerts.ts";
import { lockOpenAlerts, oneOf } from "./lock-open-alerts.ts";
import type { DependsOn } from "./rules/find-cause.ts";
import type { HeldFinding } from "./rules/held-findings.ts";
import { againAfterMs, longestLingerMs } from "./rules/limits.ts";
import { planServiceAlerts, type ServicePlan } from "./rules/plan-service-alerts.ts";
import type { AlertNews, AlertRow } from "./types.ts";
import { newAlertId } from "./write-alerts.ts";

export type Looked = {
  held: readonly HeldFinding[];
  nowMs: number;
  watchedSinceMs: number;
  dependsOn: DependsOn;
};

/** Reads one small page while nothing is wrong, and writes nothing then. */
export async function syncServiceAlerts(
  { store }: { store: Pick<Store, "db"> },
  looked: Looked,
): Promise<AlertNews[]> {
  if (isNothing(await ask(store, (db) => plan(db, looked, readOpen)))) return [];
  // Planned again on what is locked: meanwhile another process or an operator may have been at work.
  return ask(store, (db) =>
    db.transaction(async (tx) => {
      const { opened, found, resolved, inhibited, touched } = await plan(tx, looked, lockOpen);
      const fresh = await withoutResolvedByHand(tx, opened, looked);
      const news = await changeAlerts(tx, { opened: fresh, found, resolved, inhibited, nowMs: looked.nowMs });
      await touch(tx, touched, looked.nowMs);
      return news;
    }),
  );
}

async function plan(
  db: Database,
  looked: Looked,
  read: (db: Database) => Promise<AlertRow[]>,
): Promise<ServicePlan> {
  const open = await read(db);
  const ended = open.length + looked.held.length > 0 ? await readEnded(db, looked.nowMs) : [];
  return planServiceAlerts({ ...looked, open, ended, newId: newAlertId });
}

const ofServices = eq(alerts.kind, "service");
const readOpen = (db: Database): Promise<AlertRow[]> =>
  db
    .select()
    .from(alerts)
    .where(and(isNull(alerts.resolvedAt), ofServices));
const lockOpen = (db: Database) => lockOpenAlerts(db, ofServices);

/** What they led to may still hold. */
function readEnded(db: Database, nowMs: number): Promise<AlertRow[]> {
  return db
    .select()
    .from(alerts)
    .where(and(gt(alerts.resolvedAt, new Date(nowMs - longestLingerMs)), ofServices));
}

function isNothing({ opened, found, resolved, inhibited, touched }: ServicePlan): boolean {
  return [opened, found, resolved, inhibited, touched].every((part) => part.length === 0);
}

/** An operator said that it is over: it must hold for its time again, counted from then. */
async function withoutResolvedByHand(tx: Database, opened: ServicePlan["opened"], { held, nowMs }: Looked) {
  const asked = held.filter((one) => opened.some((other) => sameAs(one, other)));
  if (asked.length === 0) return opened;
  const rows = await tx
    .select({
      fingerprint: alerts.fingerprint,
      lastMs: sql<number>`extract(epoch from max(${alerts.resolvedAt})) * 1000`,
    })
    .from(alerts)
    .where(
      oneOf(
        alerts.fingerprint,
        asked.map(({ fingerprint }) => fingerprint),
      ),
    )
    .groupBy(alerts.fingerprint);
  const last = new Map(rows.map(({ fingerprint, lastMs }) => [fingerprint, Number(lastMs)]));
  return opened.filter((one) => {
    const finding = asked.find((other) => sameAs(one, other));
    const resolvedMs = finding && last.get(finding.fingerprint);
    // Long after now is not lately either: a clock was set back.
    return !resolvedMs || Math.abs(nowMs - resolvedMs) >= againAfterMs(finding);
  });
}

type Named = { rule: string; subject: string; item: string };
const sameAs = (one: Named, other: Named) =>
  one.rule === other.rule && one.subject === other.subject && one.item === other.item;

async function touch(tx: Database, ids: readonly string[], nowMs: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(alerts)
    .set({ seenAt: new Date(nowMs) })
    .where(oneOf(alerts.id, ids));
}
