// What keeps the past small: finished steps are summed up into coarser ones, and what is too old goes. After a run, outside
// of its transaction, and never more at once than a run can spare.
import { type SQL, sql } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorEvents, vendorHistory, vendorReadings, vendors } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import { isoTime } from "../to-row.ts";
import type { VendorsContext } from "../types.ts";
import { coarserSteps, keptForMs, stepSizes, stepStartMs } from "./steps.ts";

const vendorsAtOnce = 100;
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

/** All vendors or none, so that the newest sum says that everything before it is done. */
function sumUpSteps(
  { store }: Pick<Context, "store">,
  from: number,
  to: number,
  nowMs: number,
): Promise<number> {
  const untilMs = stepStartMs(nowMs, to);
  const toMs = to * 60_000;
  return ask(store, async (db) => {
    const newestMs = await edgeOf(db, to, sql`desc`);
    const sinceMs = newestMs === undefined ? await edgeOf(db, from, sql`asc`) : newestMs + toMs;
    if (sinceMs === undefined) return 0;
    if (sinceMs >= untilMs) return 0;
    return db.transaction(async (tx) => {
      const known = rowsOf(await tx.execute(sql`select code from ${vendors} order by code`));
      let summed = 0;
      await inSlices(
        known.map(({ code }) => String(code)),
        vendorsAtOnce,
        async (codes) => {
          summed += await sumUpVendors(tx, codes, { from, to, sinceMs, untilMs });
        },
      );
      return summed;
    });
  });
}

/** The newest or the oldest of the steps that are stored. */
async function edgeOf(db: Database, stepMinutes: number, order: SQL): Promise<number | undefined> {
  const [row] = rowsOf(
    await db.execute(sql`
      select round(date_part('epoch', starts_at) * 1000) as start_ms from ${vendorHistory}
      where step_minutes = ${stepMinutes} order by starts_at ${order} limit 1`),
  );
  return row && Number(row.start_ms);
}

type Span = { from: number; to: number; sinceMs: number; untilMs: number };

async function sumUpVendors(tx: Database, codes: readonly string[], { from, to, sinceMs, untilMs }: Span) {
  const toSeconds = to * 60;
  const written = await tx.execute(sql`
    insert into ${vendorHistory} (code, question, item, step_minutes, starts_at, low, high, last, sum, samples)
    select code, question, item, ${to}::int,
      to_timestamp(floor(date_part('epoch', starts_at) / ${toSeconds}::double precision) * ${toSeconds}::double precision) as begins,
      min(low), max(high), (array_agg(last order by starts_at desc))[1], sum(sum), sum(samples)
    from ${vendorHistory}
    where code = any(${sql.param([...codes])}::text[]) and step_minutes = ${from}
      and starts_at >= ${isoTime(sinceMs)}::timestamptz and starts_at < ${isoTime(untilMs)}::timestamptz
    group by code, question, item, begins
    on conflict do nothing returning 1`);
  return rowsOf(written).length;
}

async function removeOld({ store, historyDays }: Context, nowMs: number): Promise<number> {
  let removed = 0;
  for (const size of stepSizes) {
    const old = isoTime(nowMs - keptForMs(size, historyDays));
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
