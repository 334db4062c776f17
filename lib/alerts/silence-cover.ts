// Which silence covers an alert.
import { and, gt, lte } from "drizzle-orm";
import { silences } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import { matcherOf } from "./match-alert.ts";
import type { AlertRow, SilenceRow } from "./types.ts";

export type ActiveSilence = SilenceRow & { fits: ReturnType<typeof matcherOf> };

export async function readActiveSilences(db: Database, nowMs: number): Promise<ActiveSilence[]> {
  const now = new Date(nowMs);
  const rows = await db
    .select()
    .from(silences)
    .where(and(gt(silences.endsAt, now), lte(silences.startsAt, now)))
    .orderBy(silences.endsAt, silences.id);
  return rows.map((row) => ({ ...row, fits: matcherOf(row.matcher) }));
}

/** The one that lasts longest. */
export function silenceOf(alert: AlertRow, active: readonly ActiveSilence[]): ActiveSilence | undefined {
  return alert.resolvedAt ? undefined : active.findLast(({ fits }) => fits(alert));
}
