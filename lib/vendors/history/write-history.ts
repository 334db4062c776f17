import { sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import type { Reading } from "../reading.ts";
import { finestStepMinutes, stepStartMs } from "./steps.ts";

const rowsAtOnce = 500;

/** Adds what was just observed to the step that is under way. */
export async function writeHistory(
  tx: Database,
  question: VendorQuestion,
  readings: readonly Reading[],
  nowMs: number,
): Promise<void> {
  const startsAt = new Date(stepStartMs(nowMs, finestStepMinutes)).toISOString();
  await inSlices(readings, rowsAtOnce, (slice) =>
    tx.execute(sql`
      insert into ${vendorHistory} as step (code, question, item, step_minutes, starts_at, low, high, last, sum, samples)
      select code, ${question}, item, ${finestStepMinutes}::int, ${startsAt}::timestamptz, value, value, value, value, 1
      from unnest(
        ${sql.param(slice.map(({ code }) => code))}::text[],
        ${sql.param(slice.map(({ item }) => item))}::text[],
        ${sql.param(slice.map(({ value }) => value))}::double precision[]
      ) as row(code, item, value)
      on conflict (code, question, item, step_minutes, starts_at) do update set
        low = least(step.low, excluded.low), high = greatest(step.high, excluded.high), last = excluded.last,
        sum = step.sum + excluded.sum, samples = step.samples + 1`),
  );
}
