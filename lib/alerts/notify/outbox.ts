// Notifications in the database: who has which in hand, and what became of each. Time is the database's own, because
// several processes share it.
import { type SQL, sql } from "drizzle-orm";
import type { Severity } from "#lib/contract/severity.ts";
import { alertEvents, alerts, notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Store } from "#lib/store/types.ts";
import type { ChannelKind, Destination, Notice, NoticedAlert, NoticeEvent } from "./types.ts";

export type Claimed = {
  notice: Notice;
  channel: Destination & { id: string; name: string };
  /** How often it was tried before. */
  attempts: number;
};

type Db = Pick<Store, "db">;
/** How many of a channel may be claimed; of one that is not named, `usual`. */
export type Rooms = { usual: number; of: Readonly<Record<string, number>> };

const inMs = (ms: number) => sql`now() + ${ms}::double precision * interval '1 millisecond'`;
const due = sql`notice.next_attempt_at <= now() and (notice.claimed_until is null or notice.claimed_until <= now())`;
/** Of one alert a channel is told in order: nothing overtakes what still waits. */
const first = sql`not exists (
  select 1 from ${notifications} as earlier
  where earlier.alert_id = notice.alert_id and earlier.channel_id = notice.channel_id
    and earlier.position < notice.position and earlier.next_attempt_at is not null)`;

/** The oldest that are due and free, for this process alone until the time is over. */
export async function claimNotices(
  { db }: Db,
  most: number,
  rooms: Rooms,
  forMs: number,
): Promise<Claimed[]> {
  const result = await db.execute(sql`
    with ranked as (
      select notice.id, notice.channel_id, row_number() over (partition by notice.channel_id order by notice.position) as nth
      from ${notifications} as notice join ${notificationChannels} as channel on channel.id = notice.channel_id
      where channel.enabled and ${due} and ${first}
    ), chosen as (
      select notice.id from ${notifications} as notice
      where ${due} and notice.id in (
        select id from ranked
        where nth <= coalesce((${JSON.stringify(rooms.of)}::json ->> ranked.channel_id)::integer, ${rooms.usual}::integer))
      order by notice.position limit ${most} for update skip locked
    )
    update ${notifications} as claimed set claimed_until = ${inMs(forMs)}
    from chosen, ${notificationChannels} as channel
    where claimed.id = chosen.id and channel.id = claimed.channel_id
    returning claimed.id, claimed.position, claimed.event, claimed.content, claimed.attempts,
      to_char(claimed.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      channel.id as channel_id, channel.name, channel.kind, channel.address, channel.secret`);
  return rowsOf(result)
    .toSorted((one, other) => Number(one.position) - Number(other.position))
    .map(toClaimed);
}

function toClaimed(row: Record<string, unknown>): Claimed {
  const { alert } = row.content as { alert: NoticedAlert };
  return {
    notice: { id: String(row.id), event: row.event as NoticeEvent, at: String(row.at), alert },
    channel: {
      id: String(row.channel_id),
      name: String(row.name),
      kind: row.kind as ChannelKind,
      address: String(row.address),
      secret: row.secret === null ? null : String(row.secret),
    },
    attempts: Number(row.attempts),
  };
}

type Ended = Pick<Claimed, "channel"> & { notice: { id: string; alert: { severity: Severity } } };

const attempted = sql`attempts = attempts + 1, claimed_until = null`;

/** It is over, and the alert's history says so. */
async function end({ db }: Db, { notice, channel }: Ended, set: SQL, what: "notified" | "not-notified") {
  await db.execute(sql`
    with ended as (
      update ${notifications} set ${attempted}, next_attempt_at = null, ${set}
      where id = ${notice.id} and sent_at is null and given_up_at is null returning alert_id
    )
    insert into ${alertEvents} (alert_id, at, what, by, severity, note)
    select alert_id, now(), ${what}, 'faultmart', ${notice.alert.severity}, ${`${channel.kind}: ${channel.name}`} from ended`);
}

export const markSent = (db: Db, ended: Ended) => end(db, ended, sql`sent_at = now()`, "notified");

export const markGivenUp = (db: Db, ended: Ended, problem: string) =>
  end(db, ended, sql`given_up_at = now(), problem = ${problem}`, "not-notified");

/** Free again, but not before its time. */
export async function postpone({ db }: Db, id: string, waitMs: number, problem: string): Promise<void> {
  await db.execute(sql`
    update ${notifications} set ${attempted}, problem = ${problem}, next_attempt_at = ${inMs(waitMs)}
    where id = ${id} and sent_at is null and given_up_at is null`);
}

/** Free again, as if it had not been claimed. */
export async function release({ db }: Db, ids: readonly string[]): Promise<void> {
  await db.execute(sql`
    update ${notifications} set claimed_until = null
    where id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`);
}

/** Where this process is the only one, whatever is claimed was so by an earlier one. */
export async function forgetClaims({ db }: Db): Promise<void> {
  await db.execute(sql`update ${notifications} set claimed_until = null where claimed_until is not null`);
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
