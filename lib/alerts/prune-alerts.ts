import { inArray, lt } from "drizzle-orm";
import { alerts, silences } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import type { AlertsContext } from "./types.ts";

const dayMs = 86_400_000;
/** How long one can look back. */
const keptDays = 90;
/** A statement that removes more would hold up those who write meanwhile. */
const mostAtOnce = 1_000;

/** Removes what has been over for long, with its history. */
export async function pruneAlerts({ store, clock }: Pick<AlertsContext, "store" | "clock">): Promise<void> {
  const oldest = new Date(clock.nowMs() - keptDays * dayMs);
  for (let removed = mostAtOnce; removed === mostAtOnce; ) {
    removed = await ask(store, async (db) => {
      const old = db
        .select({ id: alerts.id })
        .from(alerts)
        .where(lt(alerts.resolvedAt, oldest))
        .limit(mostAtOnce);
      const gone = await db.delete(alerts).where(inArray(alerts.id, old)).returning({ id: alerts.id });
      return gone.length;
    });
  }
  await ask(store, (db) => db.delete(silences).where(lt(silences.endsAt, oldest)));
}
