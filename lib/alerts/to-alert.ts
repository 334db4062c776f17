import type { Alert } from "#lib/contract/alert-answers.ts";
import { linksOfAlert } from "#lib/contract/alert-links.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import { oneOf } from "./lock-open-alerts.ts";
import { bareStateOf } from "./match-alert.ts";
import { type ActiveSilence, silenceOf } from "./silence-cover.ts";
import type { AlertRow } from "./types.ts";

/** What else there is to know of an alert than its row. */
export type Beside = { silences: readonly ActiveSilence[]; titleOf(id: string): string | undefined };

export function toAlert(row: AlertRow, { silences, titleOf }: Beside): Alert {
  const { id, kind, rule, severity, title, detail, subject, item, inhibitedBy } = row;
  const { acknowledgedAt, acknowledgedBy, acknowledgedNote } = row;
  const silence = silenceOf(row, silences);
  const startedAt = row.startedAt.toISOString();
  return {
    id,
    kind,
    rule,
    severity,
    title,
    detail,
    subject,
    item,
    state: silence ? "silenced" : bareStateOf(row),
    startedAt,
    changedAt: row.changedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    acknowledged: acknowledgedAt && {
      by: acknowledgedBy ?? "",
      at: acknowledgedAt.toISOString(),
      note: acknowledgedNote ?? "",
    },
    silencedBy: silence
      ? { id: silence.id, until: silence.endsAt.toISOString(), comment: silence.comment }
      : null,
    inhibitedBy: inhibitedBy === null ? null : { id: inhibitedBy, title: titleOf(inhibitedBy) ?? "" },
    links: linksOfAlert({ id, kind, rule, subject, item, startedAt }),
  };
}

/** The titles of those that inhibit one of these. */
export async function readTitles(db: Database, rows: readonly AlertRow[]): Promise<Map<string, string>> {
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const missing = new Set(
    rows.flatMap(({ inhibitedBy }) => (inhibitedBy && !titles.has(inhibitedBy) ? [inhibitedBy] : [])),
  );
  if (missing.size === 0) return titles;
  const found = await db
    .select({ id: alerts.id, title: alerts.title })
    .from(alerts)
    .where(oneOf(alerts.id, [...missing]));
  for (const { id, title } of found) titles.set(id, title);
  return titles;
}
