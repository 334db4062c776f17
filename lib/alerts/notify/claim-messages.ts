// What is to be sent, taken in hand by one process. What waits at the same moment for one channel, of one rule and with
// the same news, becomes one message when it is first taken in hand, and is that message from then on.
import { sql } from "drizzle-orm";
import { notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Store } from "#lib/store/types.ts";
import type { ChannelKind, Destination, Notice, NoticedAlert, NoticedAlerts, NoticeEvent } from "./types.ts";

export type Claimed = {
  notice: Notice;
  /** Of the notifications that it is made of, each of one alert. */
  members: readonly string[];
  channel: Destination & { id: string; name: string };
  /** How often it was tried before. */
  attempts: number;
};

/** How many messages of a channel may be claimed; of one that is not named, `usual`. */
export type Rooms = { usual: number; of: Readonly<Record<string, number>> };

/** A webhook names every one of them, and many receivers take no more than 100 kB. */
export const mostInMessage = 100;

export const inMs = (ms: number) => sql`now() + ${ms}::double precision * interval '1 millisecond'`;
const due = sql`notice.next_attempt_at <= now() and (notice.claimed_until is null or notice.claimed_until <= now())`;
/** Of one alert a channel is told in order: nothing overtakes what still waits. */
const first = sql`not exists (
  select 1 from ${notifications} as earlier
  where earlier.alert_id = notice.alert_id and earlier.channel_id = notice.channel_id
    and earlier.position < notice.position and earlier.next_attempt_at is not null)`;
/** Null where it can still join others. A release that knew no messages may have sent what has none on its own. */
const settled = sql`coalesce(notice.message_id,
  case when notice.attempts > 0 or notice.claimed_until is not null then notice.id end)`;

/** The oldest that are due and free, for this process alone until the time is over. */
export async function claimMessages(
  { db }: Pick<Store, "db">,
  most: number,
  rooms: Rooms,
  forMs: number,
): Promise<Claimed[]> {
  const result = await db.execute(sql`
    with ready as (
      select notice.id, notice.position, notice.channel_id, notice.event, ${settled} as settled,
        notice.content -> 'alert' ->> 'rule' as rule
      from ${notifications} as notice join ${notificationChannels} as channel on channel.id = notice.channel_id
      where channel.enabled and ${due} and ${first}
    ), parted as (
      select *, (row_number() over (partition by channel_id, settled, event, rule order by position) - 1) / ${mostInMessage}::integer as part
      from ready
    ), named as (
      select id, channel_id, settled, coalesce(settled, first_value(id) over alike) as message, first_value(position) over alike as oldest
      from parted window alike as (partition by channel_id, settled, event, rule, part order by position)
    ), ranked as (
      select *, dense_rank() over (partition by channel_id order by oldest) as nth from named
    ), allowed as (
      select *, dense_rank() over (order by oldest) as place from ranked
      where nth <= coalesce((${JSON.stringify(rooms.of)}::json ->> channel_id)::integer, ${rooms.usual}::integer)
    ), held as (
      select notice.id, allowed.message from ${notifications} as notice join allowed on allowed.id = notice.id
      where allowed.place <= ${most} and ${due} and ${settled} is not distinct from allowed.settled
      for update of notice skip locked
    ), whole as (
      -- Of a message that somebody else holds a part of, nothing is taken: its members go together or not at all.
      select message from held group by message
      having count(*) = (select count(*) from allowed where allowed.message = held.message)
    )
    update ${notifications} as claimed set claimed_until = ${inMs(forMs)}, message_id = held.message
    from held join whole on whole.message = held.message, ${notificationChannels} as channel
    where claimed.id = held.id and channel.id = claimed.channel_id
    returning claimed.id, claimed.message_id, claimed.position, claimed.event, claimed.content, claimed.attempts,
      to_char(claimed.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      channel.id as channel_id, channel.name, channel.kind, channel.address, channel.secret`);
  const rows = rowsOf(result).toSorted((one, other) => Number(one.position) - Number(other.position));
  return [...Map.groupBy(rows, ({ message_id }) => String(message_id))].flatMap(([id, [head, ...rest]]) =>
    head ? [toClaimed(id, head, rest)] : [],
  );
}

type Row = Record<string, unknown>;
const alertOf = ({ content }: Row) => (content as { alert: NoticedAlert }).alert;

function toClaimed(id: string, head: Row, rest: readonly Row[]): Claimed {
  const alerts: NoticedAlerts = [alertOf(head), ...rest.map(alertOf)];
  return {
    notice: { id, event: head.event as NoticeEvent, at: String(head.at), alerts },
    members: [head, ...rest].map((row) => String(row.id)),
    channel: {
      id: String(head.channel_id),
      name: String(head.name),
      kind: head.kind as ChannelKind,
      address: String(head.address),
      secret: head.secret === null ? null : String(head.secret),
    },
    attempts: Number(head.attempts),
  };
}
