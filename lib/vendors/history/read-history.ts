import { sql } from "drizzle-orm";
import type { z } from "zod/mini";
import type { VendorHistoryQuery } from "#lib/contract/vendor.ts";
import type { VendorHistory as VendorHistorySchema } from "#lib/contract/vendor-answers.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory } from "#lib/store/vendor-tables.ts";
import { isoTime } from "../to-row.ts";
import type { VendorsContext } from "../types.ts";
import { chartSteps, stepSizes, stepStartMs } from "./steps.ts";
import { type Step, sumUp } from "./sum-up.ts";

type VendorHistory = z.infer<typeof VendorHistorySchema>;

/** Of a vendor that is not known: no points. */
export async function readHistory(
  { store, clock }: Pick<VendorsContext, "store" | "clock">,
  { code, question, item, range }: VendorHistoryQuery & { code: string },
): Promise<VendorHistory> {
  const { rangeMs, stepMinutes } = chartSteps[range];
  const toMs = clock.nowMs();
  const fromMs = stepStartMs(toMs - rangeMs, stepMinutes);
  const sizes = stepSizes.filter((size) => size <= stepMinutes);
  const place = { code, question, item };
  const steps = `${code}${item}`.includes("\0")
    ? []
    : await ask(store, (db) => readSteps(db, place, stepMinutes, fromMs));
  return {
    question,
    item,
    stepMinutes,
    from: isoTime(fromMs),
    to: isoTime(toMs),
    points: sumUp(steps, sizes).map(({ startMs, low, high, last, sum, samples }) => ({
      at: isoTime(startMs),
      low,
      high,
      average: Math.round((sum / samples) * 100) / 100,
      last,
    })),
  };
}

async function readSteps(
  db: Database,
  { code, question, item }: Pick<VendorHistoryQuery, "question" | "item"> & { code: string },
  mostMinutes: number,
  fromMs: number,
): Promise<Step[]> {
  const found = await db.execute(sql`
    select step_minutes, round(date_part('epoch', starts_at) * 1000) as start_ms, low, high, last, sum, samples
    from ${vendorHistory}
    where code = ${code} and question = ${question} and item = ${item} and step_minutes <= ${mostMinutes}
      and starts_at >= ${isoTime(fromMs)}::timestamptz
    order by starts_at`);
  return rowsOf(found).map((row) => ({
    stepMinutes: Number(row.step_minutes),
    startMs: Number(row.start_ms),
    low: Number(row.low),
    high: Number(row.high),
    last: Number(row.last),
    sum: Number(row.sum),
    samples: Number(row.samples),
  }));
}
