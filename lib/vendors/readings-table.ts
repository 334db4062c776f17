// The way to the rows of `vendor_readings`. Lists travel as arrays, so that a statement's text is the same for any number.
import { sql } from "drizzle-orm";
import type { Severity } from "#lib/contract/severity.ts";
import { type VendorQuestion, vendorQuestions } from "#lib/contract/vendor-questions.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Database } from "#lib/store/types.ts";
import { vendorAnswers, vendorReadings } from "#lib/store/vendor-tables.ts";
import { inSlices } from "./in-slices.ts";
import { type Facts, type Reading, readingKey } from "./reading.ts";

/** One statement of these keeps the embedded engine, and with it the process, busy for about ten milliseconds. */
const rowsAtOnce = 500;
const readAtOnce = 2_000;
/** Of advisory locks: any number that nobody else uses. */
const lockSpace = 7_179;

/** Until the transaction ends nobody else stores or judges answers to this question. */
export async function lockReadings(tx: Database, question: VendorQuestion): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(${lockSpace}::int, ${vendorQuestions.indexOf(question)}::int)`,
  );
}

export function readingColumnsOf(table: string) {
  const column = (name: string) => sql.raw(`${table}.${name}`);
  return sql`${column("code")}, ${column("item")}, ${column("value")}, ${column("facts")}, ${column("severity")},
    round(date_part('epoch', ${column("since")}) * 1000) as since_ms,
    ${column("observed_at")} is not null as is_missed,
    round(date_part('epoch', coalesce(${column("observed_at")}, answered.at)) * 1000) as observed_at_ms`;
}

/** To be joined wherever these columns are read. */
export function joinAnswered(table: string) {
  return sql`left join ${vendorAnswers} as answered on answered.question = ${sql.raw(table)}.question`;
}

export function toReading(row: Record<string, unknown>): Reading {
  return {
    code: String(row.code),
    item: String(row.item),
    value: Number(row.value),
    facts: row.facts as Facts,
    severity: row.severity as Severity,
    sinceMs: Number(row.since_ms),
    observedAtMs: Number(row.observed_at_ms),
    isMissed: row.is_missed === true,
  };
}

/** All of a question, page after page. */
export async function readReadings(tx: Database, question: VendorQuestion): Promise<Map<string, Reading>> {
  const found = new Map<string, Reading>();
  let last: Pick<Reading, "code" | "item"> | undefined = { code: "", item: "" };
  while (last) {
    const page: Reading[] = rowsOf(
      await tx.execute(sql`
        select ${readingColumnsOf("known")} from ${vendorReadings} as known ${joinAnswered("known")}
        where known.question = ${question} and (code, item) > (${last.code}, ${last.item})
        order by code, item limit ${readAtOnce}`),
    ).map(toReading);
    for (const reading of page) found.set(readingKey(reading), reading);
    last = page.length === readAtOnce ? page.at(-1) : undefined;
  }
  return found;
}

const list = (values: readonly (string | number | null)[]) => sql.param([...values]);

export async function writeReadings(
  tx: Database,
  question: VendorQuestion,
  readings: readonly Reading[],
): Promise<void> {
  await inSlices(readings, rowsAtOnce, (slice) =>
    tx.execute(sql`
      insert into ${vendorReadings} as known (question, code, item, value, facts, severity, since, observed_at)
      select ${question}, code, item, value, facts::jsonb, severity, to_timestamp(since / 1000), to_timestamp(observed / 1000)
      from unnest(
        ${list(slice.map(({ code }) => code))}::text[],
        ${list(slice.map(({ item }) => item))}::text[],
        ${list(slice.map(({ value }) => value))}::double precision[],
        ${list(slice.map(({ facts }) => JSON.stringify(facts)))}::text[],
        ${list(slice.map(({ severity }) => severity))}::text[],
        ${list(slice.map(({ sinceMs }) => sinceMs))}::double precision[],
        ${list(slice.map(({ observedAtMs, isMissed }) => (isMissed ? observedAtMs : null)))}::double precision[]
      ) as row(code, item, value, facts, severity, since, observed)
      on conflict (question, code, item) do update set value = excluded.value, facts = excluded.facts,
        severity = excluded.severity, since = excluded.since, observed_at = excluded.observed_at`),
  );
}

export async function removeReadings(
  tx: Database,
  question: VendorQuestion,
  gone: readonly Reading[],
): Promise<void> {
  await inSlices(gone, rowsAtOnce, (slice) =>
    tx.execute(sql`
      delete from ${vendorReadings} as known
      using unnest(
        ${list(slice.map(({ code }) => code))}::text[],
        ${list(slice.map(({ item }) => item))}::text[]
      ) as gone(code, item)
      where known.question = ${question} and known.code = gone.code and known.item = gone.item`),
  );
}
