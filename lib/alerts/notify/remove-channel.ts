import { eq } from "drizzle-orm";
import { notificationChannels } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { noSuchChannel } from "./find-channel.ts";
import type { NotifyContext } from "./types.ts";

/** What it still should have been told goes with it. */
export async function removeChannel(
  { store, log }: Pick<NotifyContext, "store" | "log">,
  id: string,
): Promise<void> {
  const removed = await ask(store, (db) =>
    db
      .delete(notificationChannels)
      .where(eq(notificationChannels.id, id))
      .returning({ id: notificationChannels.id }),
  );
  if (removed.length === 0) throw noSuchChannel();
  log.info("a channel for notifications was removed", { "channel.id": id });
}
