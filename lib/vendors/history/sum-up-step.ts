// Finished steps become coarser ones, as fill-steps.ts shows them before. A step has a row where one of its finer steps has.
import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorAnswerSteps, vendorHistory } from "#lib/store/vendor-tables.ts";
import { inSlices } from "../in-slices.ts";
import { isoTime } from "../to-row.ts";

const vendorsAtOnce = 100;

type Given = { from: number; to: number; startMs: number };

/** The one of `to` minutes that begins then. Returns how many rows were written. */
export async function sumUpStep(tx: Database, given: Given): Promise<number> {
  // Where they lie: asked for by vendor and time, rows are looked for among all of that time, vendor after vendor.
  const places = await tx.execute(
    sql`select code, ctid::text as place from ${vendorHistory} where ${within(given)}`,
  );
  const byVendor = Map.groupBy(rowsOf(places), ({ code }) => code);
  let written = 0;
  await inSlices([...byVendor.values()], vendorsAtOnce, async (slice) => {
    written += await sumUpRows(
      tx,
      slice.flat().map(({ place }) => String(place)),
      given,
    );
  });
  return written;
}

function within({ from, to, startMs }: Given): SQL {
  return sql`step_minutes = ${from} and starts_at >= ${isoTime(startMs)}::timestamptz
    and starts_at < ${isoTime(startMs + to * 60_000)}::timestamptz`;
}

/** All rows of a vendor at once. */
async function sumUpRows(tx: Database, places: readonly string[], given: Given): Promise<number> {
  const written = await tx.execute(sql`
    with answered as (
      select question, starts_at, answers, sum(answers) over (partition by question) as total,
        sum(answers) over (partition by question order by starts_at) as through
      from ${vendorAnswerSteps} where ${within(given)}
    ), placed as (
      select stored.*, total, through,
        case when goes_on then greatest(answered.answers - stored.answers, 0) else 0 end as after_it,
        through - answered.answers - coalesce(lag(through) over in_order, 0) as quiet_before,
        case when goes_on and lead(starts_at) over in_order is null then total - through else 0 end as quiet_after
      from ${vendorHistory} as stored left join answered using (question, starts_at)
      where stored.ctid = any(${sql.param([...places])}::tid[])
      window in_order as (partition by code, question, item order by starts_at)
    ), counted as (
      select *, case when carried is null then 0 else coalesce(quiet_before, 0) end as as_carried,
        coalesce(after_it, 0) + coalesce(quiet_after, 0) as as_last
      from placed
    )
    insert into ${vendorHistory}
      (code, question, item, step_minutes, starts_at, low, high, last, sum, samples, answers, carried, goes_on)
    select code, question, item, ${given.to}::int, ${isoTime(given.startMs)}::timestamptz,
      coalesce(least(min(low) filter (where samples > 0), min(carried) filter (where as_carried > 0)), min(last)),
      coalesce(greatest(max(high) filter (where samples > 0), max(carried) filter (where as_carried > 0)), max(last)),
      (array_agg(last order by starts_at desc))[1],
      sum(sum + as_last * last + as_carried * coalesce(carried, 0)), sum(samples + as_last + as_carried),
      coalesce(max(total), 0), (array_agg(carried order by starts_at))[1], (array_agg(goes_on order by starts_at desc))[1]
    from counted group by code, question, item
    on conflict do nothing returning 1`);
  return rowsOf(written).length;
}
