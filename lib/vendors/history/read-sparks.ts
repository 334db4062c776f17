// The last hours of every vendor's products in a few numbers each.
import { type SQL, sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorHistory } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import { isoTime } from "../to-row.ts";
import { fillSteps, type StoredStep } from "./fill-steps.ts";
import { stepStartMs } from "./steps.ts";
import { readAnswered, storedColumns, toStoredStep } from "./stored-steps.ts";

const question: VendorQuestion = "vendor-product-status";
const fine = { sizes: [10], points: 36 };
/** Beyond so many vendors each has fewer points: the whole list is one answer. */
const manyVendors = 1_000;
const coarse = { sizes: [10, 60], points: 12 };
const vendorsAtOnce = 250;

type Spark = (number | null)[];

/** `asked`: what each has now, null where nothing is known. Null where nothing was; the step under way is the last. */
export async function readSparks(
  db: Database,
  asked: ReadonlyMap<string, number | null>,
  nowMs: number,
): Promise<Map<string, Spark>> {
  const { sizes, points } = asked.size > manyVendors ? coarse : fine;
  const stepMinutes = Math.max(...sizes);
  const stepMs = stepMinutes * 60_000;
  const startMs = stepStartMs(nowMs, stepMinutes) - (points - 1) * stepMs;
  const within = sizes === coarse.sizes ? await unsummedAfter(db, startMs) : stepsSince(stepMinutes, startMs);
  const answered = await readAnswered(db, question, within);
  const sparks = new Map<string, Spark>();
  await inSlices([...asked], vendorsAtOnce, async (slice) => {
    const stored = await readStored(
      db,
      slice.map(([code]) => code),
      within,
    );
    for (const [code, now] of slice) {
      const spark = new Array<number | null>(points).fill(null);
      for (const step of fillSteps({ stored: stored.get(code) ?? [], answered, now }, sizes)) {
        const index = (step.startMs - startMs) / stepMs;
        if (index >= 0 && index < points) spark[index] = Math.round((step.sum / step.samples) * 10) / 10;
      }
      sparks.set(code, spark);
    }
  });
  return sparks;
}

function stepsSince(stepMinutes: number, ms: number): SQL {
  return sql`(step_minutes = ${stepMinutes} and starts_at >= ${isoTime(ms)}::timestamptz)`;
}

/** Hours, and the finer steps of those that are not summed up yet. */
async function unsummedAfter(db: Database, startMs: number): Promise<SQL> {
  const [newest] = rowsOf(
    await db.execute(sql`
      select round(date_part('epoch', starts_at) * 1000) as start_ms from ${vendorHistory}
      where step_minutes = 60 order by starts_at desc limit 1`),
  );
  const summedMs = newest ? Math.max(startMs, Number(newest.start_ms) + 3_600_000) : startMs;
  return sql`(${stepsSince(60, startMs)} or ${stepsSince(10, summedMs)})`;
}

async function readStored(
  db: Database,
  codes: readonly string[],
  within: SQL,
): Promise<Map<string, StoredStep[]>> {
  const found = await db.execute(sql`
    select asked.code, step.* from unnest(${sql.param([...codes])}::text[]) as asked(code), lateral (
      select ${storedColumns} from ${vendorHistory} as history
      where history.code = asked.code and history.question = ${question} and history.item = '' and ${within}
    ) as step`);
  const stored = new Map<string, StoredStep[]>();
  for (const row of rowsOf(found)) {
    const code = String(row.code);
    const steps = stored.get(code) ?? [];
    stored.set(code, steps);
    steps.push(toStoredStep(row));
  }
  return stored;
}
