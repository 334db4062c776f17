// An alert that was silenced or inhibited is told of when that ends and it still fires. Nothing happens at that moment, so
// it is looked for now and then: what fires, is in nobody's hands, and was never told to a channel that wants to know.
import { and, inArray, isNull, sql } from "drizzle-orm";
import { severities } from "#lib/contract/severity.ts";
import { alerts, notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import type { Database, Store } from "#lib/store/types.ts";
import type { AlertRow } from "../types.ts";
import { enqueueNotifications, readSilences } from "./enqueue.ts";
import type { ChannelRow } from "./types.ts";

const worstFirst = sql.raw(`array[${severities.map((severity) => `'${severity}'`).join(", ")}]`);
const told = sql`select 1 from ${notifications} as told
  where told.alert_id = ${alerts.id} and told.channel_id = channel.id
    and array_position(${worstFirst}, told.content -> 'alert' ->> 'severity')
      <= array_position(${worstFirst}, ${alerts.severity})`;
const untold = sql`exists (
  select 1 from ${notificationChannels} as channel
  where channel.enabled and channel.created_at <= ${alerts.startedAt}
    and array_position(${worstFirst}, ${alerts.severity}) <= array_position(${worstFirst}, channel.from_severity)
    and not exists (${told}))`;
const firing = and(isNull(alerts.resolvedAt), isNull(alerts.inhibitedBy), isNull(alerts.acknowledgedAt));

/** A new channel is not told of everything that fires already. */
const sinceItIsThere = (channel: ChannelRow, alert: AlertRow) => channel.createdAt <= alert.startedAt;

export async function tellHeldBack({ db }: Pick<Store, "db">): Promise<void> {
  const found = await db.select().from(alerts).where(and(firing, untold));
  if (found.length === 0) return;
  const isSilenced = await readSilences(db);
  const ids = found.filter((alert) => !isSilenced(alert)).map(({ id }) => id);
  if (ids.length === 0) return;
  await db.transaction(async (tx) => {
    // Whoever changes an alert holds its row, and tells of the change: what is free now is so until this ends.
    const free = await lockFree(tx, ids);
    const news = free.map((alert) => ({ event: "firing" as const, alert }));
    await enqueueNotifications(tx, news, sinceItIsThere);
  });
}

function lockFree(tx: Database, ids: readonly string[]): Promise<AlertRow[]> {
  return tx
    .select()
    .from(alerts)
    .where(and(firing, inArray(alerts.id, [...ids])))
    .for("update", { skipLocked: true });
}
