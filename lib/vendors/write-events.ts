import { sql } from "drizzle-orm";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorEvents } from "#lib/store/vendor-tables.ts";
import { inSlices } from "./in-slices.ts";
import type { Transition } from "./to-change.ts";

const rowsAtOnce = 500;

/** What is gone leaves no event: nothing was observed. */
export async function writeEvents(
  tx: Database,
  question: VendorQuestion,
  transitions: readonly Transition[],
  nowMs: number,
): Promise<void> {
  const at = new Date(nowMs).toISOString();
  const observed = transitions.filter(({ to }) => to !== null);
  await inSlices(observed, rowsAtOnce, (slice) =>
    tx.execute(sql`
      insert into ${vendorEvents} (question, code, item, at, from_severity, to_severity, value)
      select ${question}, code, item, ${at}::timestamptz, nullif(before, ''), after, value
      from unnest(
        ${sql.param(slice.map(({ reading }) => reading.code))}::text[],
        ${sql.param(slice.map(({ reading }) => reading.item))}::text[],
        ${sql.param(slice.map(({ from }) => from ?? ""))}::text[],
        ${sql.param(slice.map(({ to }) => to ?? ""))}::text[],
        ${sql.param(slice.map(({ reading }) => reading.value))}::double precision[]
      ) as row(code, item, before, after, value)`),
  );
}
