// When a question was answered, and how often in a step of time: whatever stayed as it was is known by that alone.
import { sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorAnswerSteps, vendorAnswers } from "#lib/store/vendor-tables.ts";
import { finestStepMinutes, stepSizes, stepStartMs } from "./history/steps.ts";
import { isoTime } from "./to-row.ts";

/** Returns which answer this is of the finest step. Whoever calls holds the question's lock. */
export async function writeAnswer(tx: Database, question: VendorQuestion, nowMs: number): Promise<number> {
  await tx.execute(sql`
    insert into ${vendorAnswers} (question, at) values (${question}, ${isoTime(nowMs)}::timestamptz)
    on conflict (question) do update set at = excluded.at`);
  const counted = await tx.execute(sql`
    insert into ${vendorAnswerSteps} as step (question, step_minutes, starts_at, answers)
    select ${question}, step_minutes, starts_at, 1
    from unnest(
      ${sql.param([...stepSizes])}::int[],
      ${sql.param(stepSizes.map((size) => isoTime(stepStartMs(nowMs, size))))}::timestamptz[]
    ) as row(step_minutes, starts_at)
    on conflict (question, step_minutes, starts_at) do update set answers = step.answers + 1
    returning step_minutes, answers`);
  const finest = rowsOf(counted).find((row) => Number(row.step_minutes) === finestStepMinutes);
  return Number(finest?.answers);
}
