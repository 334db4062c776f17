// An alert that was silenced or inhibited is told of when that ends and it still fires. Nothing happens at that moment, so
// it is looked for now and then: what fires, is in nobody's hands, and was never told to a channel that wants to know.
import { and, inArray, isNull, sql } from "drizzle-orm";
import { severities } from "#lib/contract/severity.ts";
import { alerts, notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import type { Database, Store } from "#lib/store/types.ts";
import { matcherOf } from "../match-alert.ts";
import type { AlertRow } from "../types.ts";
import { enqueueNotifications, readSilences } from "./enqueue.ts";
import type { ChannelRow } from "./types.ts";

const worstFirst = sql.raw(`array[${severities.map((severity) => `'${severity}'`).join(", ")}]`);
const told = sql`select 1 from ${notifications} as told
  where told.alert_id = ${alerts.id} and told.channel_id = channel.id
    and array_position(${worstFirst}, told.content -> 'alert' ->> 'severity')
      <= array_position(${worstFirst}, ${alerts.severity})`;
/** Null where there is none. */
const untold = sql<string[] | null>`(
  select json_agg(channel.id) from ${notificationChannels} as channel
  where channel.enabled and channel.created_at <= ${alerts.startedAt}
    and array_position(${worstFirst}, ${alerts.severity}) <= array_position(${worstFirst}, channel.from_severity)
    and not exists (${told}))`;
const firing = and(isNull(alerts.resolvedAt), isNull(alerts.inhibitedBy), isNull(alerts.acknowledgedAt));

/** A new channel is not told of everything that fires already. */
const sinceItIsThere = (channel: ChannelRow, alert: AlertRow) => channel.createdAt <= alert.startedAt;

export async function tellHeldBack({ db }: Pick<Store, "db">): Promise<void> {
  const found = await db
    .select({ alert: alerts, untold })
    .from(alerts)
    .where(and(firing, sql`${untold} is not null`));
  if (found.length === 0) return;
  const isSilenced = await readSilences(db);
  const wants = await readWants(db);
  const ids = found
    .filter(({ alert, untold }) => !isSilenced(alert) && untold?.some((channel) => wants(channel, alert)))
    .map(({ alert }) => alert.id);
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    // Whoever changes an alert holds its row, and tells of the change: what is free now is so until this ends.
    const free = await lockFree(tx, ids);
    const news = free.map((alert) => ({ event: "firing" as const, alert }));
    await enqueueNotifications(tx, news, sinceItIsThere);
  });
}

/** Whether a channel's filter fits an alert; thousands that it does not fit are left in peace. */
async function readWants(db: Database): Promise<(channel: string, alert: AlertRow) => boolean> {
  const { id, matcher } = notificationChannels;
  const rows = await db.select({ id, matcher }).from(notificationChannels);
  const tests = new Map(rows.map((row) => [row.id, matcherOf(row.matcher)]));
  return (channel, alert) => tests.get(channel)?.(alert) ?? false;
}

function lockFree(tx: Database, ids: readonly string[]): Promise<AlertRow[]> {
  return tx
    .select()
    .from(alerts)
    .where(and(firing, inArray(alerts.id, [...ids])))
    .for("update", { skipLocked: true });
}
