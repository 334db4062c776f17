import { and, eq, isNotNull, lt, ne, sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import type { ClaimedRun, JobOrder, RunContext } from "./types.ts";

type Context = Pick<RunContext, "store" | "clock" | "runner">;

/** The other processes read it every few seconds. */
const heardWithinMs = 60_000;
/** Long enough to see how a source behaves over a week. */
const keptMs = 7 * 24 * 3_600_000;

/**
 * Makes a tick this process's own; undefined where it has had its effect, or came to nothing, already. Whoever still holds
 * another run of the job, or this one, was given up for dead: should it come back, its fence is no longer the row's.
 */
export function claimRun(
  { store, clock, runner }: Context,
  job: VendorQuestion,
  { tick, trigger }: JobOrder,
): Promise<ClaimedRun | undefined> {
  const now = new Date(clock.nowMs());
  return ask(store, (db) =>
    db.transaction(async (tx) => {
      const [row] = await tx
        .insert(jobRuns)
        .values({ job, tick, trigger, runner, startedAt: now, outcome: "running" })
        .onConflictDoUpdate({
          target: [jobRuns.job, jobRuns.tick],
          set: { fence: sql`${jobRuns.fence} + 1`, runner, startedAt: now },
          setWhere: eq(jobRuns.outcome, "running"),
        })
        .returning({ position: jobRuns.position, fence: jobRuns.fence });
      if (!row) return undefined;
      const others = and(eq(jobRuns.job, job), eq(jobRuns.outcome, "running"), ne(jobRuns.tick, tick));
      await tx.update(jobRuns).set({ outcome: "superseded", finishedAt: now, problem: whyNot }).where(others);
      const forgotten = new Date(clock.nowMs() - keptMs);
      const heard = new Date(clock.nowMs() - heardWithinMs);
      await tx
        .update(jobRuns)
        .set({ told: null })
        .where(and(isNotNull(jobRuns.told), lt(jobRuns.finishedAt, heard)));
      await tx
        .delete(jobRuns)
        .where(and(eq(jobRuns.job, job), lt(jobRuns.startedAt, forgotten), notNewest(job)));
      return { ...row, job, tick, trigger };
    }),
  );
}

/** How old what is known is, is told by the newest run that brought something, however long nobody has answered since. */
function notNewest(job: VendorQuestion) {
  return sql`${jobRuns.position} is distinct from (
    select max(run.position) from ${jobRuns} as run where run.job = ${job} and run.outcome = 'succeeded')`;
}

const whyNot = "The process that ran it did not come back in time; a later run took its place.";
