// How a run ends in the table. Both ask whether it is still one's own: whoever was superseded changes nothing.
import { and, eq } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import type { Database } from "#lib/store/types.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import type { ClaimedRun, Effect, RunContext } from "./types.ts";

/** As much of a problem as is worth keeping. */
const mostProblem = 500;

const stillOwn = ({ position, fence }: ClaimedRun) =>
  and(eq(jobRuns.position, position), eq(jobRuns.fence, fence), eq(jobRuns.outcome, "running"));

/** Whether the run is still this process's own; then it stays so until the transaction ends. */
export async function holdRun(tx: Database, run: ClaimedRun): Promise<boolean> {
  const held = await tx.select({ held: jobRuns.position }).from(jobRuns).where(stillOwn(run)).for("update");
  return held.length > 0;
}

/** For the transaction that has just held it. */
export async function endWell(
  tx: Database,
  run: ClaimedRun,
  { stored, told }: Pick<Effect, "stored"> & { told: Effect["told"] | null },
  nowMs: number,
): Promise<void> {
  const { rows, badRows, changes } = stored;
  const finishedAt = new Date(nowMs);
  await tx
    .update(jobRuns)
    .set({ outcome: "succeeded", finishedAt, rows, badRows, changed: changes.length, told })
    .where(stillOwn(run));
}

export async function endBadly(
  { store, clock }: Pick<RunContext, "store" | "clock">,
  run: ClaimedRun,
  problem: string,
): Promise<void> {
  const end = {
    outcome: "failed",
    finishedAt: new Date(clock.nowMs()),
    problem: problem.slice(0, mostProblem),
  } as const;
  await ask(store, (db) => db.update(jobRuns).set(end).where(stillOwn(run)));
}
