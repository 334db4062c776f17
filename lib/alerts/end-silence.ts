import { and, eq, gt } from "drizzle-orm";
import type { Silence } from "#lib/contract/alert-answers.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { silences } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { readCoverable, toSilence } from "./to-silence.ts";
import type { AlertsContext } from "./types.ts";

/** Ends it now; one that has ended stays as it is. Throws not_found. */
export async function endSilence(ctx: AlertsContext, id: string): Promise<Silence> {
  const silence = await ask(ctx.store, async (db) => {
    const nowMs = Math.floor(ctx.clock.nowMs());
    const now = new Date(nowMs);
    await db
      .update(silences)
      .set({ endsAt: now })
      .where(and(eq(silences.id, id), gt(silences.endsAt, now)));
    const [row] = await db.select().from(silences).where(eq(silences.id, id));
    if (!row) throw new AppError("not_found", `There is no silence ${id}.`);
    return toSilence(row, await readCoverable(db), nowMs);
  });
  ctx.log.info("a silence was ended", { "silence.id": id });
  ctx.changed();
  return silence;
}
