import type { AlertAction } from "#lib/contract/alert.ts";
import type { AlertActionResult } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { changeAlerts } from "./change-alerts.ts";
import { lockOpenAlerts, oneOf } from "./lock-open-alerts.ts";
import { readRows } from "./read-board.ts";
import { readActiveSilences } from "./silence-cover.ts";
import { tellNews } from "./tell-news.ts";
import { readTitles, toAlert } from "./to-alert.ts";
import type { AlertNews, AlertRow, AlertsContext } from "./types.ts";
import { insertEvents, updateAlerts } from "./write-alerts.ts";

type Act = AlertAction & { by: string };

/**
 * What is committed when it is answered survives everything. Those that are so already, are over or are gone are left as
 * they are: whoever clicks on a group may be a moment late. Only a note that is given takes the place of another one.
 * Throws not_found when there is none of them.
 */
export async function actOnAlerts(ctx: AlertsContext, act: Act): Promise<AlertActionResult> {
  const done = await ask(ctx.store, (db) =>
    db.transaction(async (tx) => {
      const nowMs = ctx.clock.nowMs();
      const open = await lockOpenAlerts(tx, oneOf(alerts.id, act.ids));
      const acted =
        act.action === "resolve" ? await resolve(tx, open, act, nowMs) : await mark(tx, open, act, nowMs);
      const rows = await readRows(tx, act.ids);
      if (rows.length === 0) throw new AppError("not_found", "There is no such alert.");
      const titles = await readTitles(tx, rows);
      const beside = {
        silences: await readActiveSilences(tx, nowMs),
        titleOf: (id: string) => titles.get(id),
      };
      return { ...acted, alerts: rows.map((row) => toAlert(row, beside)) };
    }),
  );
  tellNews(ctx, done.news);
  if (done.changed > 0) ctx.changed();
  return { changed: done.changed, alerts: done.alerts };
}

type Acted = { changed: number; news: AlertNews[] };

async function resolve(
  tx: Database,
  open: readonly AlertRow[],
  { by, note = "" }: Act,
  nowMs: number,
): Promise<Acted> {
  return { changed: open.length, news: await changeAlerts(tx, { resolved: open, nowMs, by, note }) };
}

async function mark(
  tx: Database,
  open: readonly AlertRow[],
  { action, by, note }: Act,
  nowMs: number,
): Promise<Acted> {
  const isNews = (alert: AlertRow) =>
    action === "acknowledge"
      ? alert.acknowledgedAt === null || (note !== undefined && alert.acknowledgedNote !== note)
      : alert.acknowledgedAt !== null;
  const now = new Date(nowMs);
  const mark =
    action === "acknowledge"
      ? { acknowledgedAt: now, acknowledgedBy: by, acknowledgedNote: note ?? "" }
      : { acknowledgedAt: null, acknowledgedBy: null, acknowledgedNote: null };
  const marked = open.filter(isNews).map((alert): AlertRow => ({ ...alert, ...mark, changedAt: now }));
  await updateAlerts(tx, marked);
  const what = action === "acknowledge" ? "acknowledged" : "unacknowledged";
  await insertEvents(tx, { events: marked.map((alert) => ({ alert, what, note: note ?? "" })), by, nowMs });
  return { changed: marked.length, news: [] };
}
