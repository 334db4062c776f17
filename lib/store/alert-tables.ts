// Alerts, what was done about them, and whom it was told.
import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { AlertEvent } from "#lib/contract/alert-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** At most one open row for each fingerprint (kind, rule, subject, item): what goes on is not told twice. */
export const alerts = pgTable(
  "alerts",
  {
    id: text().primaryKey(),
    fingerprint: text().notNull(),
    kind: text().$type<"vendor" | "service">().notNull(),
    rule: text().notNull(),
    subject: text().notNull(),
    item: text().notNull().default(""),
    severity: text().$type<Severity>().notNull(),
    title: text().notNull(),
    detail: text().notNull(),
    value: doublePrecision().notNull(),
    startedAt: time("started_at").notNull(),
    changedAt: time("changed_at").notNull(),
    /** Service alerts: when a process last found it true. What no process finds true any longer is resolved. */
    seenAt: time("seen_at").notNull(),
    resolvedAt: time("resolved_at"),
    acknowledgedAt: time("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by"),
    acknowledgedNote: text("acknowledged_note"),
    inhibitedBy: text("inhibited_by"),
  },
  (table) => [
    uniqueIndex("alerts_open").on(table.fingerprint).where(sql`${table.resolvedAt} is null`),
    index("alerts_of_fingerprint").on(table.fingerprint, table.startedAt),
    index("alerts_changed_at").on(table.changedAt),
    index("alerts_resolved_at").on(table.resolvedAt),
  ],
);

export const alertEvents = pgTable(
  "alert_events",
  {
    position: bigserial({ mode: "number" }).primaryKey(),
    alertId: text("alert_id")
      .notNull()
      .references(() => alerts.id, { onDelete: "cascade" }),
    at: time("at").notNull(),
    what: text().$type<AlertEvent["what"]>().notNull(),
    by: text().notNull(),
    severity: text().$type<Severity>().notNull(),
    note: text().notNull().default(""),
  },
  (table) => [index("alert_events_of_alert").on(table.alertId, table.position)],
);

export const silences = pgTable(
  "silences",
  {
    id: text().primaryKey(),
    matcher: text().notNull(),
    comment: text().notNull(),
    createdBy: text("created_by").notNull(),
    startsAt: time("starts_at").notNull(),
    endsAt: time("ends_at").notNull(),
  },
  (table) => [index("silences_ends_at").on(table.endsAt)],
);

export const notificationChannels = pgTable("notification_channels", {
  id: text().primaryKey(),
  kind: text().$type<"email" | "slack" | "webhook">().notNull(),
  name: text().notNull(),
  address: text().notNull(),
  /** Signs what a webhook is sent. */
  secret: text(),
  from: text("from_severity").$type<Severity>().notNull(),
  matcher: text().notNull().default(""),
  enabled: boolean().notNull(),
  createdAt: time("created_at").notNull(),
});

/** Written in the same transaction as the alert's change, so that none is missed. */
export const notifications = pgTable(
  "notifications",
  {
    id: text().primaryKey(),
    position: bigserial({ mode: "number" }).notNull().unique(),
    channelId: text("channel_id")
      .notNull()
      .references(() => notificationChannels.id, { onDelete: "cascade" }),
    alertId: text("alert_id")
      .notNull()
      .references(() => alerts.id, { onDelete: "cascade" }),
    event: text().$type<"firing" | "worsened" | "resolved">().notNull(),
    /**
     * The id of the message that tells of it, alone or with others: that of its first notification. Given before the first
     * attempt and never changed, so that what is sent again is the same message.
     */
    messageId: text("message_id"),
    /** What is said, as it was then. */
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    attempts: integer().notNull().default(0),
    createdAt: time("created_at").notNull(),
    nextAttemptAt: time("next_attempt_at"),
    /** Until then one process has it in hand. */
    claimedUntil: time("claimed_until"),
    sentAt: time("sent_at"),
    givenUpAt: time("given_up_at"),
    problem: text(),
  },
  (table) => [
    index("notifications_waiting").on(table.nextAttemptAt).where(sql`${table.nextAttemptAt} is not null`),
    index("notifications_of_alert").on(table.alertId),
    index("notifications_of_channel").on(table.channelId, table.position),
  ],
);
