// The way from what is stored of the past to what fill-steps.ts makes of it.
import { type SQL, sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorAnswerSteps } from "#lib/store/vendor-tables.ts";
import type { AnsweredStep, StoredStep } from "./fill-steps.ts";

const startColumn = sql`round(date_part('epoch', starts_at) * 1000) as start_ms`;

export const storedColumns = sql`step_minutes, ${startColumn}, low, high, last, sum, samples, answers, carried, goes_on`;

export function toStoredStep(row: Record<string, unknown>): StoredStep {
  return {
    stepMinutes: Number(row.step_minutes),
    startMs: Number(row.start_ms),
    low: Number(row.low),
    high: Number(row.high),
    last: Number(row.last),
    sum: Number(row.sum),
    samples: Number(row.samples),
    answers: Number(row.answers),
    carried: row.carried === null ? null : Number(row.carried),
    goesOn: row.goes_on === true,
  };
}

export async function readAnswered(
  db: Database,
  question: VendorQuestion,
  within: SQL,
): Promise<AnsweredStep[]> {
  const found = await db.execute(sql`
    select step_minutes, ${startColumn}, answers from ${vendorAnswerSteps} where question = ${question} and ${within}`);
  return rowsOf(found).map((row) => ({
    stepMinutes: Number(row.step_minutes),
    startMs: Number(row.start_ms),
    answers: Number(row.answers),
  }));
}
