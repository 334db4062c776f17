// The statements that change alerts. Rows travel as one parameter of JSON: a burst of thousands is one statement, whose
// text is the same as that for one.
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { AlertEvent } from "#lib/contract/alert-answers.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { AlertRow, Finding } from "./types.ts";

export function newAlertId(): string {
  return `alr_${randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

export type NewAlert = Finding & { id: string; startedMs: number; inhibitedBy?: string | null };

/** Those that another process has opened meanwhile are left out of the answer. */
export async function insertAlerts(
  tx: Database,
  { found, nowMs }: { found: readonly NewAlert[]; nowMs: number },
): Promise<AlertRow[]> {
  if (found.length === 0) return [];
  const rows = found.map((one) => rowOf(one, nowMs));
  const inserted = await tx.execute(sql`
    insert into alerts (id, fingerprint, kind, rule, subject, item, severity, title, detail, value, started_at, changed_at,
      seen_at, inhibited_by)
    select id, fingerprint, kind, rule, subject, item, severity, title, detail, value, "startedAt", "changedAt", "seenAt",
      "inhibitedBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, fingerprint text, kind text, rule text,
      subject text, item text, severity text, title text, detail text, value double precision, "startedAt" timestamptz,
      "changedAt" timestamptz, "seenAt" timestamptz, "inhibitedBy" text)
    order by fingerprint
    on conflict (fingerprint) where resolved_at is null do nothing
    returning id`);
  const ids = new Set(rowsOf(inserted).map(({ id }) => id));
  return rows.filter(({ id }) => ids.has(id));
}

function rowOf({ startedMs, inhibitedBy = null, ...finding }: NewAlert, nowMs: number): AlertRow {
  const now = new Date(nowMs);
  return {
    ...finding,
    fingerprint: fingerprintOf(finding),
    startedAt: new Date(startedMs),
    changedAt: now,
    seenAt: now,
    resolvedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedNote: null,
    inhibitedBy,
  };
}

/** Writes what can change of an alert, as it stands in these rows. They are locked. */
export async function updateAlerts(tx: Database, rows: readonly AlertRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update alerts set severity = given.severity, title = given.title, detail = given.detail, value = given.value,
      changed_at = given."changedAt", seen_at = given."seenAt", resolved_at = given."resolvedAt",
      acknowledged_at = given."acknowledgedAt", acknowledged_by = given."acknowledgedBy",
      acknowledged_note = given."acknowledgedNote", inhibited_by = given."inhibitedBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, severity text, title text, detail text,
      value double precision, "changedAt" timestamptz, "seenAt" timestamptz, "resolvedAt" timestamptz,
      "acknowledgedAt" timestamptz, "acknowledgedBy" text, "acknowledgedNote" text, "inhibitedBy" text)
    where alerts.id = given.id`);
}

export type NewEvent = { alert: AlertRow; what: AlertEvent["what"]; note?: string };

export async function insertEvents(
  tx: Database,
  { events, by, nowMs }: { events: readonly NewEvent[]; by: string; nowMs: number },
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ alert: { id, severity }, what, note = "" }) => ({ id, severity, what, note }));
  await tx.execute(sql`
    insert into alert_events (alert_id, at, what, by, severity, note)
    select id, ${new Date(nowMs).toISOString()}::timestamptz, what, ${by}, severity, note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, severity text, what text, note text)`);
}
