import { desc } from "drizzle-orm";
import type { JobList } from "#lib/contract/job-answers.ts";
import { vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { ask } from "#lib/store/ask.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import { toRun } from "./list-runs.ts";
import { nextTickMs, offsetsMs } from "./ticks.ts";
import type { JobsContext } from "./types.ts";

/** None where there is nobody to ask. */
export async function listJobs({ store, clock, jobs }: JobsContext): Promise<JobList> {
  if (!jobs) return { jobs: [] };
  const nowMs = clock.nowMs();
  const newest = await ask(store, (db) =>
    db.selectDistinctOn([jobRuns.job]).from(jobRuns).orderBy(jobRuns.job, desc(jobRuns.position)),
  );
  const listed = vendorQuestions.map((job) => {
    const pace = { offsetMs: offsetsMs[job], intervalMs: jobs.intervalsMs[job] };
    const last = newest.find((row) => row.job === job);
    return {
      job,
      intervalSeconds: Math.round(pace.intervalMs / 1_000),
      nextRunAt: new Date(nextTickMs(pace, nowMs)).toISOString(),
      running: last?.outcome === "running",
      lastRun: last ? toRun(last) : null,
    };
  });
  return { jobs: listed };
}
