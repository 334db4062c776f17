// How old what is known is: told by the runs that asked, because an answer without rows leaves no reading.
import { sql } from "drizzle-orm";
import type { z } from "zod/mini";
import type { Freshness as FreshnessSchema } from "#lib/contract/vendor-answers.ts";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { jobRuns } from "#lib/store/vendor-tables.ts";
import { isoTime } from "./to-row.ts";
import type { VendorsContext } from "./types.ts";

export type Freshness = z.infer<typeof FreshnessSchema>;

/** After so many intervals without news it is said loudly. */
const staleAfterIntervals = 2;

type Context = Pick<VendorsContext, "clock" | "source" | "intervalsMs">;

export async function readFreshness(
  db: Database,
  { clock, source, intervalsMs }: Context,
): Promise<Record<VendorQuestion, Freshness>> {
  const runs = new Map(rowsOf(await db.execute(newestRuns)).map((row) => [String(row.job), row]));
  const nowMs = clock.nowMs();
  const tell = (question: VendorQuestion): Freshness => {
    const run = runs.get(question);
    const fetchedAtMs = typeof run?.fetched_at_ms === "number" ? run.fetched_at_ms : null;
    const ageMs = fetchedAtMs === null ? null : Math.max(0, nowMs - fetchedAtMs);
    return {
      question,
      source,
      fetchedAt: fetchedAtMs === null ? null : isoTime(fetchedAtMs),
      ageSeconds: ageMs === null ? null : Math.round(ageMs / 1_000),
      stale: ageMs !== null && ageMs > staleAfterIntervals * intervalsMs[question],
      problem: typeof run?.problem === "string" ? run.problem : null,
      badRows: Number(run?.bad_rows ?? 0),
    };
  };
  return {
    "discount-stock": tell("discount-stock"),
    "vendor-status": tell("vendor-status"),
    "vendor-product-status": tell("vendor-product-status"),
  };
}

/** Of each job the run that last brought something, and what the last one that is over complained of. */
const newestRuns = sql`
  select asked.job, round(date_part('epoch', good.finished_at) * 1000) as fetched_at_ms, good.bad_rows, over.problem
  from unnest(${sql.param([...vendorQuestions])}::text[]) as asked(job)
  left join lateral (
    select finished_at, bad_rows from ${jobRuns} as run
    where run.job = asked.job and outcome = 'succeeded' order by started_at desc limit 1
  ) as good on true
  left join lateral (
    select problem from ${jobRuns} as run
    where run.job = asked.job and outcome in ('succeeded', 'failed') order by started_at desc limit 1
  ) as over on true`;
