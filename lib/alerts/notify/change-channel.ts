import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { ChannelChange } from "#lib/contract/alert.ts";
import type { Channel } from "#lib/contract/alert-answers.ts";
import { notificationChannels, notifications } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { findChannel, noSuchChannel } from "./find-channel.ts";
import { countDeliveries, toChannel } from "./list-channels.ts";
import { requireAddress } from "./require-address.ts";
import type { ChannelRow, NotifyContext } from "./types.ts";

type Context = Pick<NotifyContext, "store" | "log" | "couriers">;

export async function changeChannel(
  { store, log, couriers }: Context,
  id: string,
  { matcher, ...change }: ChannelChange,
): Promise<Channel> {
  const { kind } = await findChannel({ store }, id);
  if (change.address !== undefined) await requireAddress(couriers, kind, change.address);
  const set = { ...change, ...(matcher !== undefined && { matcher: matcher ?? "" }) };
  const changed = await ask(store, (db) =>
    db.transaction(async (tx) => {
      const [row] = await tx
        .update(notificationChannels)
        .set(set)
        .where(eq(notificationChannels.id, id))
        .returning();
      if (!row) throw noSuchChannel();
      if (!row.enabled) await giveUpWaiting(tx, id);
      return { row: row as ChannelRow, numbers: (await countDeliveries(tx, id)).get(id) };
    }),
  );
  log.info("a channel for notifications was changed", {
    "channel.id": id,
    changed: Object.keys(set).join(", "),
  });
  return toChannel(changed.row, changed.numbers);
}

/** Nobody wants to hear of it later, when the channel is switched on again. */
async function giveUpWaiting(tx: Database, channelId: string): Promise<void> {
  await tx
    .update(notifications)
    .set({ nextAttemptAt: null, givenUpAt: sql`now()`, problem: "The channel was switched off" })
    .where(and(eq(notifications.channelId, channelId), isNotNull(notifications.nextAttemptAt)));
}
