import { and, desc, eq, lt } from "drizzle-orm";
import type { DeliveryQuery } from "#lib/contract/alert.ts";
import type { Delivery, DeliveryList } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { NoticedAlert, NotifyContext } from "./types.ts";

/** The newest first. */
export async function listDeliveries(
  { store }: Pick<NotifyContext, "store">,
  { channel, alert, limit, cursor }: DeliveryQuery,
): Promise<DeliveryList> {
  const where = and(
    channel === undefined ? undefined : eq(notifications.channelId, channel),
    alert === undefined ? undefined : eq(notifications.alertId, alert),
    cursor === undefined ? undefined : lt(notifications.position, readCursor(cursor)),
  );
  const rows = await ask(store, (db) =>
    db
      .select({ notification: notifications, channelName: notificationChannels.name })
      .from(notifications)
      .innerJoin(notificationChannels, eq(notificationChannels.id, notifications.channelId))
      .where(where)
      .orderBy(desc(notifications.position))
      .limit(limit + 1),
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { deliveries: shown.map(toDelivery), next: last ? String(last.notification.position) : null };
}

function readCursor(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const message = "This is no `next` of an earlier page.";
  throw new AppError("validation_failed", message, { fields: [{ path: "query.cursor", message }] });
}

type Found = { notification: typeof notifications.$inferSelect; channelName: string };

function toDelivery({ notification, channelName }: Found): Delivery {
  const { id, messageId, channelId, alertId, event, attempts, problem } = notification;
  const { title, severity } = (notification.content as { alert: NoticedAlert }).alert;
  const { createdAt, nextAttemptAt, sentAt, givenUpAt } = notification;
  return {
    id,
    messageId: messageId ?? id,
    channelId,
    channelName,
    alertId,
    event,
    title,
    severity,
    state: sentAt ? "sent" : givenUpAt ? "given-up" : "waiting",
    attempts,
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    sentAt: sentAt?.toISOString() ?? null,
    problem,
  };
}
