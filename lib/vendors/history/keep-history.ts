// What keeps the past small: finished steps are summed up into coarser ones, and what is too old goes. After a run, outside
// of its transaction, and never more at once than a run can spare.
import { type SQL, sql } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import {
  vendorAnswerSteps,
  vendorEvents,
  vendorHistory,
  vendorReadings,
  vendors,
} from "#lib/store/vendor-tables.ts";
import { isoTime } from "../to-row.ts";
import type { VendorsContext } from "../types.ts";
import { coarserSteps, keptForMs, stepSizes, stepStartMs } from "./steps.ts";
import { sumUpStep } from "./sum-up-step.ts";

const rowsAtOnce = 2_000;
/** Twenty thousand rows of a kind in each run: far more than come in between two. */
const mostDeletions = 10;

type Context = Pick<VendorsContext, "store" | "clock" | "historyDays">;

/** Returns how many rows were written and how many went. */
export async function keepHistory(ctx: Context): Promise<{ summed: number; removed: number }> {
  const nowMs = ctx.clock.nowMs();
  let summed = 0;
  for (const { from, to } of coarserSteps) summed += await sumUpSteps(ctx, from, to, nowMs);
  return { summed, removed: await removeOld(ctx, nowMs) };
}

/** Each step wholly or not at all, the oldest first: the newest sum says that everything before it is done. */
async function sumUpSteps(
  { store }: Pick<Context, "store">,
  from: number,
  to: number,
  nowMs: number,
): Promise<number> {
  const untilMs = stepStartMs(nowMs, to);
  const toMs = to * 60_000;
  const newestMs = await ask(store, (db) => readEdge(db, sql`step_minutes = ${to}`, sql`desc`));
  let sinceMs = newestMs === undefined ? 0 : newestMs + toMs;
  let summed = 0;
  for (;;) {
    const left = sql`step_minutes = ${from} and starts_at >= ${isoTime(sinceMs)}::timestamptz`;
    const oldestMs = await ask(store, (db) => readEdge(db, left, sql`asc`));
    if (oldestMs === undefined || oldestMs >= untilMs) return summed;
    const startMs = stepStartMs(oldestMs, to);
    summed += await ask(store, (db) => db.transaction((tx) => sumUpStep(tx, { from, to, startMs })));
    sinceMs = startMs + toMs;
  }
}

/** When the newest or the oldest of these steps began. */
async function readEdge(db: Database, which: SQL, order: SQL): Promise<number | undefined> {
  const [row] = rowsOf(
    await db.execute(sql`
      select round(date_part('epoch', starts_at) * 1000) as start_ms from ${vendorHistory}
      where ${which} order by starts_at ${order} limit 1`),
  );
  return row && Number(row.start_ms);
}

async function removeOld({ store, historyDays }: Context, nowMs: number): Promise<number> {
  let removed = 0;
  for (const size of stepSizes) {
    const old = isoTime(nowMs - keptForMs(size, historyDays));
    await ask(store, (db) =>
      db.execute(
        sql`delete from ${vendorAnswerSteps} where step_minutes = ${size} and starts_at < ${old}::timestamptz`,
      ),
    );
    removed += await removeInTurns(
      store,
      () =>
        sql`delete from ${vendorHistory} where ctid = any(array(
        select ctid from ${vendorHistory} where step_minutes = ${size} and starts_at < ${old}::timestamptz limit ${rowsAtOnce}
      )) returning 1`,
    );
  }
  const oldest = isoTime(nowMs - historyDays * 86_400_000);
  removed += await removeInTurns(
    store,
    () =>
      sql`delete from ${vendorEvents} where position = any(array(
      select position from ${vendorEvents} where at < ${oldest}::timestamptz limit ${rowsAtOnce}
    )) returning 1`,
  );
  removed += await removeInTurns(
    store,
    () =>
      sql`delete from ${vendors} where code = any(array(
      select code from ${vendors} as vendor where last_seen_at < ${oldest}::timestamptz
        and not exists (select 1 from ${vendorReadings} as known where known.code = vendor.code) limit ${rowsAtOnce}
    )) returning 1`,
  );
  return removed;
}

async function removeInTurns(store: Context["store"], statement: () => SQL): Promise<number> {
  let removed = 0;
  for (let turn = 0; turn < mostDeletions; turn += 1) {
    const gone = rowsOf(await ask(store, (db) => db.execute(statement()))).length;
    removed += gone;
    if (gone < rowsAtOnce) break;
  }
  return removed;
}
