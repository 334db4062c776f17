// The last hours of every vendor's products in a few numbers each.
import { sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import { stepStartMs } from "./steps.ts";

const question: VendorQuestion = "vendor-product-status";
const fine = { stepMinutes: 10, points: 36 };
/** Beyond so many vendors each has fewer points: the whole list is one answer. */
const manyVendors = 1_000;
const coarse = { stepMinutes: 60, points: 12 };
const vendorsAtOnce = 250;

/** Null where nothing was observed; the step that is under way is the last. */
export async function readSparks(
  db: Database,
  codes: readonly string[],
  nowMs: number,
): Promise<Map<string, (number | null)[]>> {
  const { stepMinutes, points } = codes.length > manyVendors ? coarse : fine;
  const stepMs = stepMinutes * 60_000;
  const startMs = stepStartMs(nowMs, stepMinutes) - (points - 1) * stepMs;
  const sparks = new Map<string, (number | null)[]>();
  await inSlices(codes, vendorsAtOnce, async (slice) => {
    const found = await db.execute(sql`
      select asked.code, (date_part('epoch', step.starts_at) * 1000 - ${startMs}::double precision) / ${stepMs}::double precision as place,
        step.sum / step.samples as average
      from unnest(${sql.param([...slice])}::text[]) as asked(code), lateral (
        select starts_at, sum, samples from ${vendorHistory} as history
        where history.code = asked.code and history.question = ${question} and history.item = ''
          and history.step_minutes = ${stepMinutes} and history.starts_at >= ${new Date(startMs).toISOString()}::timestamptz
      ) as step`);
    for (const { code, place, average } of rowsOf(found)) {
      const spark = sparks.get(String(code)) ?? new Array<number | null>(points).fill(null);
      sparks.set(String(code), spark);
      const index = Math.round(Number(place));
      if (index >= 0 && index < points) spark[index] = Math.round(Number(average) * 10) / 10;
    }
  });
  return sparks;
}
