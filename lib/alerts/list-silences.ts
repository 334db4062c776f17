import { desc } from "drizzle-orm";
import type { Silence } from "#lib/contract/alert-answers.ts";
import { silences } from "#lib/store/alert-tables.ts";
import { ask } from "#lib/store/ask.ts";
import { readCoverable, toSilence } from "./to-silence.ts";
import type { AlertsContext } from "./types.ts";

/** Active ones have the latest ends, so they are among them. */
const mostShown = 500;

/** Those that end last, or ended last, first. */
export function listSilences({
  store,
  clock,
}: Pick<AlertsContext, "store" | "clock">): Promise<{ silences: Silence[] }> {
  return ask(store, async (db) => {
    const rows = await db
      .select()
      .from(silences)
      .orderBy(desc(silences.endsAt), silences.id)
      .limit(mostShown);
    const open = await readCoverable(db);
    return { silences: rows.map((row) => toSilence(row, open, clock.nowMs())) };
  });
}
