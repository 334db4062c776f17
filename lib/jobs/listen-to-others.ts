import { and, asc, inArray, isNotNull, ne } from "drizzle-orm";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import { ask } from "#lib/store/ask.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import type { RunContext } from "./types.ts";

/** Each call answers with what runs of other processes have told since the one before; the first one takes note of what is old. */
export function listenToOthers({
  store,
  runner,
}: Pick<RunContext, "store" | "runner">): () => Promise<VendorTold[]> {
  let known: Set<number> | undefined;
  return async () => {
    const { position, told } = jobRuns;
    const theirs = and(isNotNull(told), ne(jobRuns.runner, runner));
    const rows = await ask(store, (db) => db.select({ position }).from(jobRuns).where(theirs));
    const before = known;
    const fresh = before ? rows.filter((row) => !before.has(row.position)) : [];
    const found =
      fresh.length === 0
        ? []
        : await ask(store, (db) =>
            db
              .select({ told })
              .from(jobRuns)
              .where(
                inArray(
                  position,
                  fresh.map((row) => row.position),
                ),
              )
              .orderBy(asc(position)),
          );
    known = new Set(rows.map((row) => row.position));
    return found.flatMap((row) => row.told ?? []);
  };
}
