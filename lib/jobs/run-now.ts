import type { z } from "zod/mini";
import type { JobRunStarted } from "#lib/contract/job-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { AppError } from "#lib/kernel/errors.ts";
import type { JobsContext } from "./types.ts";

/** Orders a run beside the schedule's. */
export async function runNow(
  { jobs, clock }: Pick<JobsContext, "jobs" | "clock">,
  job: VendorQuestion,
): Promise<z.infer<typeof JobRunStarted>> {
  if (!jobs)
    throw new AppError(
      "not_found",
      "No jobs run here, because there is nobody to ask. Set SIMULATED_VENDORS or METABASE_URL.",
    );
  const tick = -Math.floor(clock.nowMs());
  const queued = await jobs.send(job, { tick, trigger: "manual" });
  const detail = queued ? "It runs now." : "A run is under way already; two at once cannot be.";
  return { job, queued, detail };
}
