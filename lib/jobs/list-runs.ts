import { and, desc, eq, lt } from "drizzle-orm";
import type { z } from "zod/mini";
import type { JobRunsQuery } from "#lib/contract/job.ts";
import type { JobRun, JobRunList } from "#lib/contract/job-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import type { JobsContext } from "./types.ts";

/** The newest first; `cursor` is `next` of the page before. */
export async function listRuns(
  { store }: Pick<JobsContext, "store">,
  job: VendorQuestion,
  { limit, cursor }: JobRunsQuery,
): Promise<z.infer<typeof JobRunList>> {
  const before = cursor === undefined ? undefined : lt(jobRuns.position, cursor);
  const rows = await ask(store, (db) =>
    db
      .select()
      .from(jobRuns)
      .where(and(eq(jobRuns.job, job), before))
      .orderBy(desc(jobRuns.position))
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { runs: page.map(toRun), next: rows.length > limit && last ? String(last.position) : null };
}

export function toRun(row: typeof jobRuns.$inferSelect): JobRun {
  const { position, job, trigger, startedAt, finishedAt, outcome, rows, badRows, changed } = row;
  return {
    id: String(position),
    job,
    trigger,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    durationMs: finishedAt ? Math.max(0, finishedAt.getTime() - startedAt.getTime()) : null,
    outcome,
    rows,
    badRows,
    changed,
    problem: row.problem,
    runner: row.runner,
  };
}
