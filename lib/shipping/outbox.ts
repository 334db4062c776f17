// The outbox in the database: who puts events in, who has which in hand, and how each leaves it. Time is the database's
// own, because several processes share it. Rows travel as JSON, so that a statement is the same for any number of them.
import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#lib/store/rows-of.ts";
import { shippingOutbox, shippingTotals } from "#lib/store/schema.ts";
import type { Store } from "#lib/store/types.ts";
import { type Event, momentOf } from "./event.ts";

export type Row = { position: number; text: string; attempts: number };
export type Outcome = "sent" | "dropped";
export type Figures = { waiting: number; oldestMs: number | undefined; sent: number; dropped: number };

type Db = Pick<Store, "db">;

const inMs = (ms: number) => sql`now() + ${ms}::double precision * interval '1 millisecond'`;
const free = sql`(claimed_until is null or claimed_until <= now())`;
const among = (positions: readonly number[]) =>
  sql`(select value::bigint from json_array_elements_text(${JSON.stringify(positions)}::json))`;

/** What is there already stays as it is. */
export async function putEvents({ db }: Db, events: readonly Event[]): Promise<void> {
  const rows = JSON.stringify(events.map(({ signalId, text }, place) => ({ place, id: signalId, text })));
  await db.execute(sql`
    insert into ${shippingOutbox} (signal_id, event, next_attempt_at)
    select id, text, now() from json_to_recordset(${rows}::json) as line(place integer, id text, text text)
    order by place
    on conflict (signal_id) do nothing`);
}

/** The oldest that are due and free, for this process alone until the time is over. */
export async function claimEvents({ db }: Db, most: number, forMs: number): Promise<Row[]> {
  const result = await db.execute(sql`
    with due as (
      select position from ${shippingOutbox} where next_attempt_at <= now() and ${free}
      order by position limit ${most} for update skip locked
    )
    update ${shippingOutbox} as claimed set claimed_until = ${inMs(forMs)}
    from due where claimed.position = due.position
    returning claimed.position, claimed.event, claimed.attempts`);
  return rowsOf(result)
    .map(({ position, event, attempts }) => ({
      position: Number(position),
      text: String(event),
      attempts: Number(attempts),
    }))
    .toSorted((one, other) => one.position - other.position);
}

const counting = (gone: SQL, outcome: Outcome) => sql`
  with gone as (${gone}), counted as (
    insert into ${shippingTotals} as total (outcome, events) select ${outcome}, count(*) from gone
    on conflict (outcome) do update set events = total.events + excluded.events
  )
  select count(*) as events from gone`;

/** They leave the outbox, and are counted as they do. */
export async function settleEvents({ db }: Db, positions: readonly number[], outcome: Outcome) {
  const gone = sql`delete from ${shippingOutbox} where position in ${among(positions)} returning 1`;
  await db.execute(counting(gone, outcome));
}

/** Free again, but not before its time. */
export async function postponeEvents(
  { db }: Db,
  failed: readonly { position: number; waitMs: number }[],
): Promise<void> {
  await db.execute(sql`
    update ${shippingOutbox} as postponed set attempts = attempts + 1, claimed_until = null,
      next_attempt_at = now() + failed."waitMs" * interval '1 millisecond'
    from json_to_recordset(${JSON.stringify(failed)}::json) as failed(position bigint, "waitMs" double precision)
    where postponed.position = failed.position`);
}

/** Free again, as if they had not been claimed. */
export async function releaseEvents({ db }: Db, positions: readonly number[]): Promise<void> {
  await db.execute(sql`
    update ${shippingOutbox} set claimed_until = null where position in ${among(positions)}`);
}

/** Where this process is the only one, whatever is claimed or postponed was so by an earlier one. */
export async function forgetClaims({ db }: Db): Promise<void> {
  await db.execute(sql`
    update ${shippingOutbox} set claimed_until = null, next_attempt_at = now()
    where claimed_until is not null or next_attempt_at > now()`);
}

/** The oldest go when there are more than so many; returns how many went. */
export async function dropOldest({ db }: Db, most: number): Promise<number> {
  const gone = sql`
    delete from ${shippingOutbox} where position in (
      select position from ${shippingOutbox} where ${free} order by position
      limit greatest((select count(*) from ${shippingOutbox}) - ${most}, 0) for update skip locked
    ) returning 1`;
  const [row] = rowsOf(await db.execute(counting(gone, "dropped")));
  return Number(row?.events ?? 0);
}

/** Events that never came into the outbox. */
export async function countLost({ db }: Db, events: number): Promise<void> {
  await db.execute(sql`
    insert into ${shippingTotals} as total (outcome, events) values ('dropped', ${events}::bigint)
    on conflict (outcome) do update set events = total.events + excluded.events`);
}

export async function readFigures({ db }: Db): Promise<Figures> {
  const [row] = rowsOf(
    await db.execute(sql`
      select (select count(*) from ${shippingOutbox}) as waiting,
        (select event from ${shippingOutbox} order by position limit 1) as oldest,
        (select events from ${shippingTotals} where outcome = 'sent') as sent,
        (select events from ${shippingTotals} where outcome = 'dropped') as dropped`),
  );
  return {
    waiting: Number(row?.waiting ?? 0),
    oldestMs: row?.oldest === null ? undefined : momentOf(String(row?.oldest)),
    sent: Number(row?.sent ?? 0),
    dropped: Number(row?.dropped ?? 0),
  };
}
