// What there is to tell of alerts, put into the outbox in the transaction that changed them: either both are stored or
// neither, so none is missed.
import { randomUUID } from "node:crypto";
import { eq, gt, sql } from "drizzle-orm";
import type { Severity } from "#lib/contract/severity.ts";
import { notificationChannels, notifications, silences } from "#lib/store/alert-tables.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { matcherOf } from "../match-alert.ts";
import type { AlertNews, AlertRow } from "../types.ts";
import { decide, type Told } from "./decide.ts";
import type { ChannelRow, NoticedAlert, NoticeEvent } from "./types.ts";

type News = Pick<AlertNews, "event" | "alert">;
/** Beyond what a channel says itself. */
type Reaches = (channel: ChannelRow, alert: AlertRow) => boolean;
type Line = {
  id: string;
  channel: string;
  alert: string;
  event: NoticeEvent;
  content: { alert: NoticedAlert };
};

export async function enqueueNotifications(
  tx: Database,
  news: readonly News[],
  reaches: Reaches = () => true,
): Promise<void> {
  if (news.length === 0) return;
  // Shared until this is committed: one that is switched off or removed meanwhile waits, and sees what was put here.
  const channels = await tx
    .select()
    .from(notificationChannels)
    .where(eq(notificationChannels.enabled, true))
    .for("share");
  if (channels.length === 0) return;
  const isSilenced = await readSilences(tx);
  const told = await readTold(tx, news);
  const addressees = (channels as ChannelRow[]).map((channel) => ({
    channel,
    fits: matcherOf(channel.matcher),
  }));
  const lines = news.flatMap(({ event, alert }) =>
    addressees.flatMap(({ channel, fits }): Line[] => {
      if (!reaches(channel, alert)) return [];
      const before = told.get(pairOf(alert.id, channel.id));
      const asked = {
        event,
        alert,
        channel,
        told: before,
        silenced: isSilenced(alert),
        matches: fits(alert),
      };
      const what = decide(asked);
      if (!what) return [];
      told.set(pairOf(alert.id, channel.id), { event: what, severity: alert.severity });
      const content = { alert: noticed(alert) };
      return [{ id: randomUUID(), channel: channel.id, alert: alert.id, event: what, content }];
    }),
  );
  if (lines.length === 0) return;
  await tx.execute(sql`
    insert into ${notifications} (id, channel_id, alert_id, event, content, created_at, next_attempt_at)
    select id, channel, alert, event, content, now(), now()
    from json_to_recordset(${JSON.stringify(lines)}::json)
      as line(id text, channel text, alert text, event text, content jsonb)`);
}

/** Whether a silence covers an alert now. */
export async function readSilences(tx: Database): Promise<(alert: AlertRow) => boolean> {
  const active = await tx
    .select({ matcher: silences.matcher })
    .from(silences)
    .where(gt(silences.endsAt, sql`now()`));
  const tests = active.map(({ matcher }) => matcherOf(matcher));
  return (alert) => tests.some((test) => test(alert));
}

async function readTold(tx: Database, news: readonly News[]): Promise<Map<string, Told>> {
  const ids = JSON.stringify(news.map(({ alert }) => alert.id));
  const result = await tx.execute(sql`
    select distinct on (alert_id, channel_id) alert_id, channel_id, event, content -> 'alert' ->> 'severity' as severity
    from ${notifications} where alert_id in (select json_array_elements_text(${ids}::json))
    order by alert_id, channel_id, position desc`);
  return new Map(
    rowsOf(result).map(({ alert_id, channel_id, event, severity }) => [
      pairOf(String(alert_id), String(channel_id)),
      { event: event as NoticeEvent, severity: severity as Severity },
    ]),
  );
}

const pairOf = (alertId: string, channelId: string) => `${alertId} ${channelId}`;

function noticed(alert: AlertRow): NoticedAlert {
  const { id, kind, rule, severity, title, detail, subject, item, value } = alert;
  const startedAt = alert.startedAt.toISOString();
  const resolvedAt = alert.resolvedAt?.toISOString() ?? null;
  return { id, kind, rule, severity, title, detail, subject, item, value, startedAt, resolvedAt };
}
