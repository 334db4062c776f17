import { sql } from "drizzle-orm";
import type { z } from "zod/mini";
import type { VendorHistoryQuery } from "#lib/contract/vendor.ts";
import type { VendorHistory as VendorHistorySchema } from "#lib/contract/vendor-answers.ts";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory, vendorReadings } from "#lib/store/vendor-tables.ts";
import { isoTime } from "../to-row.ts";
import type { VendorsContext } from "../types.ts";
import { fillSteps, type StoredStep } from "./fill-steps.ts";
import { chartSteps, stepSizes, stepStartMs } from "./steps.ts";
import { readAnswered, storedColumns, toStoredStep } from "./stored-steps.ts";

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
    : await ask(store, async (db) => {
        // In this order: what is stored meanwhile brings rows that tell what there was before.
        const answered = await readAnswered(
          db,
          question,
          sql`step_minutes <= ${stepMinutes} and starts_at >= ${isoTime(fromMs)}::timestamptz`,
        );
        const now = await readNow(db, place);
        return fillSteps({ answered, now, stored: await readStored(db, place, stepMinutes, fromMs) }, sizes);
      });
  return {
    question,
    item,
    stepMinutes,
    from: isoTime(fromMs),
    to: isoTime(toMs),
    points: steps.map(({ startMs, low, high, last, sum, samples }) => ({
      at: isoTime(startMs),
      low,
      high,
      average: Math.round((sum / samples) * 100) / 100,
      last,
    })),
  };
}

type Place = Pick<VendorHistoryQuery, "question" | "item"> & { code: string };

async function readNow(db: Database, { code, question, item }: Place): Promise<number | null> {
  const [row] = rowsOf(
    await db.execute(sql`
      select value from ${vendorReadings}
      where question = ${question} and code = ${code} and item = ${item} and observed_at is null`),
  );
  return row ? Number(row.value) : null;
}

async function readStored(
  db: Database,
  { code, question, item }: Place,
  mostMinutes: number,
  fromMs: number,
): Promise<StoredStep[]> {
  const found = await db.execute(sql`
    select ${storedColumns} from ${vendorHistory}
    where code = ${code} and question = ${question} and item = ${item} and step_minutes <= ${mostMinutes}
      and starts_at >= ${isoTime(fromMs)}::timestamptz
    order by starts_at`);
  return rowsOf(found).map(toStoredStep);
}
