import type { AlertQuery } from "#lib/contract/alert.ts";
import type { Alert, AlertList } from "#lib/contract/alert-answers.ts";
import { type AlertPlace, placeOf, readPlace, writePlace } from "./alert-place.ts";
import { countOpenAlerts } from "./count-open-alerts.ts";
import { scanAlerts } from "./scan-alerts.ts";
import type { AlertsContext } from "./types.ts";

/** A filter that fits hardly anything must not read years of alerts at once; the page after goes on from there. */
const mostPagesRead = 20;

type Context = Pick<AlertsContext, "store" | "clock">;

export async function listAlerts(ctx: Context, { limit, cursor, ...asked }: AlertQuery): Promise<AlertList> {
  const after = cursor === undefined ? undefined : readPlace(cursor);
  const alerts: Alert[] = [];
  let end: AlertPlace | undefined;
  let read = 0;
  for await (const page of scanAlerts(ctx, { ...asked, after })) {
    alerts.push(...page.alerts);
    end = page.end;
    read += 1;
    if (alerts.length > limit || read === mostPagesRead) break;
  }
  const shown = alerts.slice(0, limit);
  const last = shown.at(-1);
  const next = alerts.length > limit && last ? placeOf(last) : end;
  return { alerts: shown, next: next ? writePlace(next) : null, counts: await countOpenAlerts(ctx) };
}
