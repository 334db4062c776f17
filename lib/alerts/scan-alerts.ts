// Reads alerts in an order, a page of rows after the other, and leaves out what a filter does not fit: what the filter asks
// of states and titles only this process can tell, in the same way as the browser.
import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { AlertExportQuery } from "#lib/contract/alert.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import { alertMatcher } from "#lib/contract/filter/match-alert.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { severities } from "#lib/contract/severity.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { type AlertPlace, placeOf } from "./alert-place.ts";
import { readActiveSilences } from "./silence-cover.ts";
import { readTitles, toAlert } from "./to-alert.ts";
import type { AlertRow, AlertsContext } from "./types.ts";

export type Asked = Pick<AlertExportQuery, "state" | "severity" | "kind" | "subject" | "q">;
export type AlertOrder = "severity" | "newest" | "oldest";
type Context = Pick<AlertsContext, "store" | "clock">;
export type ScannedPage = { alerts: Alert[]; end: AlertPlace | undefined };

const pageRows = 1_000;
const worstFirst = sql.raw(`array[${severities.map((severity) => `'${severity}'`).join(", ")}]`);
const rank = sql<number>`array_position(${worstFirst}, ${alerts.severity})`;

/** `end` is where the next page begins, whether or not anything fitted; undefined on the last one. */
export async function* scanAlerts(
  { store, clock }: Context,
  asked: Asked & { sort: AlertOrder; after?: AlertPlace | undefined },
): AsyncGenerator<ScannedPage> {
  const fits = fitting(asked);
  for (let after = asked.after, more = true; more; ) {
    const page = await ask(store, async (db) => {
      const rows: AlertRow[] = await db
        .select()
        .from(alerts)
        .where(and(...conditions(asked), after && isAfter(after, asked.sort)))
        .orderBy(...orders[asked.sort])
        .limit(pageRows);
      const silences = await readActiveSilences(db, clock.nowMs());
      const titles = await readTitles(db, rows);
      const beside = { silences, titleOf: (id: string) => titles.get(id) };
      return { rows, alerts: rows.map((row) => toAlert(row, beside)).filter(fits) };
    });
    const last = page.rows.at(-1);
    more = page.rows.length === pageRows;
    after = more && last ? placeOf(last) : undefined;
    yield { alerts: page.alerts, end: after };
  }
}

const orders: Record<AlertOrder, SQL[]> = {
  severity: [asc(rank), desc(alerts.startedAt), asc(alerts.id)],
  newest: [desc(alerts.startedAt), asc(alerts.id)],
  oldest: [asc(alerts.startedAt), asc(alerts.id)],
};

function isAfter({ severity, startedMs, id }: AlertPlace, sort: AlertOrder): SQL {
  const startedAt = sql`${new Date(startedMs).toISOString()}::timestamptz`;
  const sameTime = sql`(${alerts.startedAt} = ${startedAt} and ${alerts.id} > ${id})`;
  if (sort === "oldest") return sql`(${alerts.startedAt} > ${startedAt} or ${sameTime})`;
  const older = sql`(${alerts.startedAt} < ${startedAt} or ${sameTime})`;
  if (sort === "newest") return older;
  const at = severities.indexOf(severity) + 1;
  return sql`(${rank} > ${at} or (${rank} = ${at} and ${older}))`;
}

function conditions({ state, severity, kind, subject }: Asked): (SQL | undefined)[] {
  return [
    state === "resolved" ? isNotNull(alerts.resolvedAt) : isNull(alerts.resolvedAt),
    severity && eq(alerts.severity, severity),
    kind && eq(alerts.kind, kind),
    subject === undefined ? undefined : eq(alerts.subject, subject),
  ];
}

function fitting({ state, q = "" }: Asked): (alert: Alert) => boolean {
  const parsed = parseFilter(q, alertFields);
  const fits = "terms" in parsed ? alertMatcher(parsed.terms) : () => false;
  return (alert) => (state === "open" || alert.state === state) && fits(alert);
}
