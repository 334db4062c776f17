// What the board shows, read in two steps: first only what changed when, then the rows that one does not have yet.
import { and, gt, gte, isNull, or } from "drizzle-orm";
import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import { oneOf } from "./lock-open-alerts.ts";
import type { AlertRow } from "./types.ts";

/** What is over stays on the board for a while, so that one sees that it is. */
export const shownResolvedMs = 3_600_000;

export type Stamp = { id: string; changedAt: Date };

/** All that are on the board, or of them those that changed since. */
export function readStamps(
  db: Database,
  { nowMs, sinceMs }: { nowMs: number; sinceMs?: number },
): Promise<Stamp[]> {
  const shown = or(isNull(alerts.resolvedAt), gt(alerts.resolvedAt, new Date(nowMs - shownResolvedMs)));
  const changed = sinceMs === undefined ? undefined : gte(alerts.changedAt, new Date(sinceMs));
  return db.select({ id: alerts.id, changedAt: alerts.changedAt }).from(alerts).where(and(changed, shown));
}

export function readRows(db: Database, ids: readonly string[]): Promise<AlertRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.select().from(alerts).where(oneOf(alerts.id, ids));
}
