import { eq } from "drizzle-orm";
import { AppError } from "#lib/kernel/errors.ts";
import { notificationChannels } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { ChannelRow, NotifyContext } from "./types.ts";

export async function findChannel({ store }: Pick<NotifyContext, "store">, id: string): Promise<ChannelRow> {
  const [row] = await ask(store, (db) =>
    db.select().from(notificationChannels).where(eq(notificationChannels.id, id)),
  );
  if (!row) throw noSuchChannel();
  return row as ChannelRow;
}

export function noSuchChannel(): AppError {
  return new AppError("not_found", "There is no such channel; somebody may have removed it.");
}
