// The last day in half hours: how bad it was while an alert of the same was open.
import type { AlertDetail, AlertEvent } from "#lib/contract/alert-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";
import { worse } from "./compare-severities.ts";
import type { AlertRow } from "./types.ts";

export const blockMs = 1_800_000;
const blockCount = 48;

type Given = {
  alerts: readonly Pick<AlertRow, "id" | "startedAt" | "resolvedAt" | "severity">[];
  /** The oldest first. */
  events: readonly { alertId: string; at: Date; what: AlertEvent["what"]; severity: Severity }[];
  nowMs: number;
};
type Stretch = { fromMs: number; toMs: number; severity: Severity };

/** Where the first block begins; the last one is the half hour that it is now. */
export function blocksFrom(nowMs: number): number {
  return (Math.floor(nowMs / blockMs) - blockCount + 1) * blockMs;
}

export function blocksOf({ alerts, events, nowMs }: Given): AlertDetail["blocks"] {
  const stretches = alerts.flatMap((alert) => stretchesOf(alert, events, nowMs));
  return Array.from({ length: blockCount }, (_, nth) => {
    const fromMs = blocksFrom(nowMs) + nth * blockMs;
    const during = stretches.filter(({ fromMs: from, toMs }) => from < fromMs + blockMs && toMs >= fromMs);
    const worst = during.reduce<Severity | null>(
      (bad, { severity }) => (bad === null || worse(severity, bad) ? severity : bad),
      null,
    );
    return { at: new Date(fromMs).toISOString(), worst };
  });
}

/** A message that arrives late tells how bad it was when it was written. */
const ofMessages: readonly AlertEvent["what"][] = ["notified", "not-notified"];

/** From one event to the next it was as bad as the event says. */
function stretchesOf(
  { id, startedAt, resolvedAt, severity }: Given["alerts"][number],
  events: Given["events"],
  nowMs: number,
): Stretch[] {
  const endMs = resolvedAt?.getTime() ?? nowMs;
  const own = events.filter(({ alertId, what }) => alertId === id && !ofMessages.includes(what));
  if (own.length === 0) return [{ fromMs: startedAt.getTime(), toMs: endMs, severity }];
  return own.map((event, nth) => ({
    fromMs: nth === 0 ? startedAt.getTime() : event.at.getTime(),
    toMs: own[nth + 1]?.at.getTime() ?? endMs,
    severity: event.severity,
  }));
}
