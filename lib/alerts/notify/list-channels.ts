import { desc, sql } from "drizzle-orm";
import type { Channel, ChannelList } from "#lib/contract/alert-answers.ts";
import { notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { shownAddress } from "./shown-address.ts";
import type { ChannelRow, NotifyContext } from "./types.ts";

type Context = Pick<NotifyContext, "store" | "couriers">;
type Numbers = Pick<Channel, "sent" | "waiting" | "givenUp" | "lastProblem">;

export async function listChannels({ store, couriers }: Context): Promise<ChannelList> {
  const rows = await ask(store, (db) =>
    db.select().from(notificationChannels).orderBy(desc(notificationChannels.createdAt)),
  );
  const numbers = await ask(store, countDeliveries);
  const channels = (rows as ChannelRow[]).map((row) => toChannel(row, numbers.get(row.id)));
  return { channels, emailIsSetUp: couriers.emailIsSetUp };
}

const none: Numbers = { sent: 0, waiting: 0, givenUp: 0, lastProblem: null };

export function toChannel(row: ChannelRow, numbers: Numbers = none): Channel {
  const { id, kind, name, from, matcher, enabled } = row;
  const address = shownAddress(row);
  return {
    id,
    kind,
    name,
    address,
    from,
    matcher,
    enabled,
    createdAt: row.createdAt.toISOString(),
    ...numbers,
  };
}

/** Of the last day, and whatever still waits. */
export async function countDeliveries(db: Database, channelId?: string): Promise<Map<string, Numbers>> {
  const only = channelId === undefined ? sql`true` : sql`channel_id = ${channelId}`;
  const result = await db.execute(sql`
    select channel_id, count(sent_at) as sent, count(given_up_at) as given_up, count(next_attempt_at) as waiting,
      (array_agg(problem order by position desc) filter (where problem is not null and sent_at is null))[1] as problem
    from ${notifications}
    where (created_at > now() - interval '1 day' or next_attempt_at is not null) and ${only}
    group by channel_id`);
  return new Map(
    rowsOf(result).map((row) => [
      String(row.channel_id),
      {
        sent: Number(row.sent),
        waiting: Number(row.waiting),
        givenUp: Number(row.given_up),
        lastProblem: row.problem === null ? null : String(row.problem),
      },
    ]),
  );
}
