import { isNull } from "drizzle-orm";
import type { Silence } from "#lib/contract/alert-answers.ts";
import { alerts } from "#lib/store/alert-tables.ts";
import type { Database } from "#lib/store/types.ts";
import { matcherOf } from "./match-alert.ts";
import type { SilenceRow } from "./types.ts";

const { kind, severity, rule, subject, item, title, acknowledgedAt, resolvedAt } = alerts;
/** What a matcher looks at. */
const matchedColumns = { kind, severity, rule, subject, item, title, acknowledgedAt, resolvedAt };
type Coverable = Awaited<ReturnType<typeof readCoverable>>;

export function readCoverable(db: Database) {
  return db.select(matchedColumns).from(alerts).where(isNull(alerts.resolvedAt));
}

export function toSilence(row: SilenceRow, open: Coverable, nowMs: number): Silence {
  const { id, matcher, comment, createdBy, startsAt, endsAt } = row;
  const active = endsAt.getTime() > nowMs;
  return {
    id,
    matcher,
    comment,
    createdBy,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    state: active ? "active" : "ended",
    covers: active ? open.filter(matcherOf(matcher)).length : 0,
  };
}
