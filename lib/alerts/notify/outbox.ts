// Notifications in the database: what became of each. Time is the database's own, because several processes share it.
import { type SQL, sql } from "drizzle-orm";
import { alertEvents, alerts, notifications } from "#lib/store/alert-tables.ts";
import type { Store } from "#lib/store/types.ts";
import { type Claimed, inMs } from "./claim-messages.ts";

type Db = Pick<Store, "db">;

const oneOf = (ids: readonly string[]) =>
  sql`id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`;

type Ended = Pick<Claimed, "channel" | "members">;

const attempted = sql`attempts = attempts + 1, claimed_until = null`;

/** It is over, and the history of each alert that it told of says so. */
async function end({ db }: Db, { members, channel }: Ended, set: SQL, what: "notified" | "not-notified") {
  await db.execute(sql`
    with ended as (
      update ${notifications} set ${attempted}, next_attempt_at = null, ${set}
      where ${oneOf(members)} and sent_at is null and given_up_at is null
      returning alert_id, position, content -> 'alert' ->> 'severity' as severity
    )
    insert into ${alertEvents} (alert_id, at, what, by, severity, note)
    select alert_id, now(), ${what}, 'faultmart', severity, ${`${channel.kind}: ${channel.name}`}
    from ended order by position`);
}

export const markSent = (db: Db, ended: Ended) => end(db, ended, sql`sent_at = now()`, "notified");

export const markGivenUp = (db: Db, ended: Ended, problem: string) =>
  end(db, ended, sql`given_up_at = now(), problem = ${problem}`, "not-notified");

/** Free again, but not before its time. */
export async function postpone(
  { db }: Db,
  { members }: Pick<Claimed, "members">,
  waitMs: number,
  problem: string,
): Promise<void> {
  await db.execute(sql`
    update ${notifications} set ${attempted}, problem = ${problem}, next_attempt_at = ${inMs(waitMs)}
    where ${oneOf(members)} and sent_at is null and given_up_at is null`);
}

/** Free again, as if it had not been claimed; what became one message stays one. */
export async function release({ db }: Db, claimed: readonly Pick<Claimed, "members">[]): Promise<void> {
  const ids = claimed.flatMap(({ members }) => members);
  await db.execute(sql`update ${notifications} set claimed_until = null where ${oneOf(ids)}`);
}

/** Where this process is the only one, whatever is claimed was so by an earlier one, and may have been sent. */
export async function forgetClaims({ db }: Db): Promise<void> {
  await db.execute(sql`
    update ${notifications} set claimed_until = null, message_id = coalesce(message_id, id)
    where claimed_until is not null`);
}

/** What is over is kept so long for whoever asks what was told. */
const keptDays = 30;

/** What was told of an alert that is open stays: it would be told again, and nobody would be told of its end. */
export async function pruneNotices({ db }: Db): Promise<void> {
  await db.execute(sql`
    delete from ${notifications} as told
    where next_attempt_at is null and created_at < now() - ${keptDays} * interval '1 day'
      and not exists (select 1 from ${alerts} as alert where alert.id = told.alert_id and alert.resolved_at is null)`);
}
