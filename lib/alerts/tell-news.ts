// What the log and the metrics hear of alerts, once it is committed.
import type { AlertNews, AlertsContext } from "./types.ts";

/** A burst is one line: its alerts stand on the board. */
const mostLines = 20;
const sentences = { firing: "fires", worsened: "is worse", improved: "is better", resolved: "is resolved" };

export function tellNews({ log, meter, changed }: AlertsContext, news: readonly AlertNews[]): void {
  if (news.length === 0) return;
  const turns = meter.counter({
    name: "alert_changes_total",
    help: "Changes of alerts that this process found out, by kind and by what became of them",
    labels: ["kind", "event"],
  });
  for (const { event, alert } of news) turns.add(1, { kind: alert.kind, event });
  for (const { event, alert } of news.slice(0, mostLines)) {
    const { id, kind, rule, subject, severity } = alert;
    const facts = { "alert.id": id, "alert.kind": kind, "alert.rule": rule, subject, severity };
    // Of what only follows from another one nobody has to be warned.
    const follows = alert.inhibitedBy !== null;
    const line = `alert ${sentences[event]}${follows ? ", inhibited by another" : ""}: ${alert.title}`;
    if (!follows && (event === "firing" || event === "worsened")) log.warn(line, facts);
    else log.info(line, facts);
  }
  if (news.length > mostLines) log.info("more alerts changed", { count: news.length - mostLines });
  changed();
}
