// What becomes of alerts, with its history and with what has to be told, in the transaction of whoever found it out.
import type { Database } from "#lib/store/types.ts";
import { worse } from "./compare-severities.ts";
import { enqueueNotifications } from "./notify/enqueue.ts";
import type { AlertNews, AlertRow, Finding } from "./types.ts";
import { insertAlerts, insertEvents, type NewAlert, type NewEvent, updateAlerts } from "./write-alerts.ts";

/** Whoever acts without being asked: the process itself. */
export const ownName = "faultmart";

/** The rows are locked, and open. */
export type AlertChanges = {
  opened?: readonly NewAlert[];
  found?: readonly { alert: AlertRow; finding: Pick<Finding, "severity" | "title" | "detail" | "value"> }[];
  resolved?: readonly AlertRow[];
  /** By which alert from now on; null: by none any more. */
  inhibited?: readonly { alert: AlertRow; by: string | null }[];
};

export async function changeAlerts(
  tx: Database,
  changes: AlertChanges & { nowMs: number; by?: string; note?: string },
): Promise<AlertNews[]> {
  const { nowMs, by = ownName, note = "" } = changes;
  const now = new Date(nowMs);
  const opened = await insertAlerts(tx, { found: changes.opened ?? [], nowMs });
  const found = (changes.found ?? []).map(({ alert, finding }) => ({
    event: turnOf(alert, finding),
    alert: { ...alert, ...pickSaid(finding), changedAt: now, seenAt: now },
  }));
  const resolved = (changes.resolved ?? []).map((alert) => ({ ...alert, changedAt: now, resolvedAt: now }));
  const inhibited = (changes.inhibited ?? []).map(({ alert, by: inhibitedBy }) => ({
    ...alert,
    inhibitedBy,
    changedAt: now,
  }));
  await updateAlerts(tx, [...found.map(({ alert }) => alert), ...resolved, ...inhibited]);
  const turned = found.flatMap(({ event, alert }) => (event ? [{ event, alert }] : []));
  const events: NewEvent[] = [
    ...opened.map((alert): NewEvent => ({ alert, what: "fired" })),
    ...opened.filter(isInhibited).map((alert): NewEvent => ({ alert, what: "inhibited" })),
    ...turned.map(({ event, alert }): NewEvent => ({ alert, what: event })),
    ...inhibited.map(
      (alert): NewEvent => ({ alert, what: isInhibited(alert) ? "inhibited" : "uninhibited" }),
    ),
    ...resolved.map((alert): NewEvent => ({ alert, what: "resolved", note })),
  ];
  await insertEvents(tx, { events, by, nowMs });
  const firing = [...opened, ...inhibited.filter((alert) => !isInhibited(alert))];
  const news: AlertNews[] = [
    ...firing.map((alert) => newsOf("firing", alert)),
    ...turned.map(({ event, alert }) => newsOf(event, alert)),
    ...resolved.map((alert) => newsOf("resolved", alert)),
  ];
  await enqueueNotifications(tx, news);
  return news;
}

function pickSaid({
  severity,
  title,
  detail,
  value,
}: Pick<Finding, "severity" | "title" | "detail" | "value">) {
  return { severity, title, detail, value };
}

const isInhibited = ({ inhibitedBy }: AlertRow) => inhibitedBy !== null;
const newsOf = (event: AlertNews["event"], alert: AlertRow): AlertNews => ({
  alertId: alert.id,
  event,
  alert,
});

function turnOf(
  before: AlertRow,
  { severity }: Pick<Finding, "severity">,
): "worsened" | "improved" | undefined {
  if (before.severity === severity) return undefined;
  return worse(severity, before.severity) ? "worsened" : "improved";
}
