import { randomUUID } from "node:crypto";
import { count } from "drizzle-orm";
import type { NewChannel } from "#lib/contract/alert.ts";
import type { CreatedChannel } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { notificationChannels } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { toChannel } from "./list-channels.ts";
import { requireAddress } from "./require-address.ts";
import { newSecret } from "./sign.ts";
import type { ChannelRow, NotifyContext } from "./types.ts";

/** Every alert is held against every channel. */
const mostChannels = 50;

export async function addChannel(
  { clock, store, log, couriers }: Pick<NotifyContext, "clock" | "store" | "log" | "couriers">,
  { matcher, ...input }: NewChannel,
): Promise<CreatedChannel> {
  await requireAddress(couriers, input.kind, input.address);
  const secret = input.kind === "webhook" ? newSecret() : null;
  const createdAt = new Date(clock.nowMs());
  const row: ChannelRow = { ...input, id: randomUUID(), secret, matcher: matcher ?? "", createdAt };
  await ask(store, async (db) => {
    const [found] = await db.select({ channels: count() }).from(notificationChannels);
    if (Number(found?.channels) >= mostChannels) throw tooManyChannels();
    await db.insert(notificationChannels).values(row);
  });
  log.info("a channel for notifications was added", { "channel.id": row.id, "channel.kind": row.kind });
  return { channel: toChannel(row), secret };
}

function tooManyChannels(): AppError {
  return new AppError(
    "conflict",
    `There are ${mostChannels} channels, the most there can be. Remove one first.`,
  );
}
