import { sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import type { Observation } from "../reading.ts";
import { finestStepMinutes, stepStartMs } from "./steps.ts";

const rowsAtOnce = 500;

/** A value became another, or began (it was null before), or is not answered any more (null now). */
export type Turn = Pick<Observation, "code" | "item"> & { before: number | null; now: number | null };
/** `nth`: which answer of the finest step it was. */
type Answered = { question: VendorQuestion; nowMs: number; nth: number };

/** Adds to the step that is under way. In its answers since the last one that is taken in, the value was as it was then. */
export async function writeHistory(
  tx: Database,
  turns: readonly Turn[],
  { question, nowMs, nth }: Answered,
): Promise<void> {
  const startsAt = new Date(stepStartMs(nowMs, finestStepMinutes)).toISOString();
  const quiet = nth - 1;
  const quietSince = sql`(case when step.goes_on then ${quiet}::int - step.answers else 0 end)`;
  await inSlices(turns, rowsAtOnce, (slice) =>
    tx.execute(sql`
      insert into ${vendorHistory} as step
        (code, question, item, step_minutes, starts_at, low, high, last, sum, samples, answers, carried, goes_on)
      select code, ${question}, item, ${finestStepMinutes}::int, ${startsAt}::timestamptz,
        coalesce(least(now, here), before), coalesce(greatest(now, here), before), coalesce(now, before),
        coalesce(here, 0) * ${quiet}::int + coalesce(now, 0),
        case when here is null then 0 else ${quiet}::int end + (now is not null)::int, ${nth}::int, before, now is not null
      from unnest(
        ${sql.param(slice.map(({ code }) => code))}::text[],
        ${sql.param(slice.map(({ item }) => item))}::text[],
        ${sql.param(slice.map(({ before }) => before))}::double precision[],
        ${sql.param(slice.map(({ now }) => now))}::double precision[]
      ) as row(code, item, before, now), lateral (select case when ${quiet}::int > 0 then before end as here) as quiet
      on conflict (code, question, item, step_minutes, starts_at) do update set
        low = case when not excluded.goes_on then step.low
          when step.samples = 0 then excluded.last else least(step.low, excluded.last) end,
        high = case when not excluded.goes_on then step.high
          when step.samples = 0 then excluded.last else greatest(step.high, excluded.last) end,
        last = case when excluded.goes_on then excluded.last else step.last end,
        sum = step.sum + ${quietSince} * step.last + case when excluded.goes_on then excluded.last else 0 end,
        samples = step.samples + ${quietSince} + excluded.goes_on::int,
        answers = excluded.answers, goes_on = excluded.goes_on`),
  );
}
