// What is known of vendors, how it is judged, and the runs that found it out.
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Severity } from "#lib/contract/severity.ts";
import type { ThresholdLimits } from "#lib/contract/thresholds.ts";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
/** Of which question, vendor and item (of discount stock; else empty) something is told. */
const reading = {
  question: text().$type<VendorQuestion>().notNull(),
  code: text().notNull(),
  item: text().notNull().default(""),
};

export const vendors = pgTable("vendors", {
  code: text().primaryKey(),
  name: text().notNull(),
  city: text().notNull(),
  firstSeenAt: time("first_seen_at").notNull(),
  lastSeenAt: time("last_seen_at").notNull(),
});

/** When each question was last answered. A reading that is the same in answer after answer is not written again. */
export const vendorAnswers = pgTable("vendor_answers", {
  question: text().$type<VendorQuestion>().primaryKey(),
  at: time("at").notNull(),
});

/** The newest of each. `facts` is what the source said, as far as a question has more than its value. */
export const vendorReadings = pgTable(
  "vendor_readings",
  {
    ...reading,
    value: doublePrecision().notNull(),
    facts: jsonb().$type<Record<string, string | number | null>>().notNull(),
    severity: text().$type<Severity>().notNull(),
    since: time("since").notNull(),
    /** Null: by the newest answer to its question. Else that one and those before it said nothing of it. */
    observedAt: time("observed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.question, table.code, table.item] }),
    index("vendor_readings_of_vendor").on(table.code),
  ],
);

/** A severity became another. */
export const vendorEvents = pgTable(
  "vendor_events",
  {
    position: bigserial({ mode: "number" }).primaryKey(),
    ...reading,
    at: time("at").notNull(),
    fromSeverity: text("from_severity").$type<Severity>(),
    toSeverity: text("to_severity").$type<Severity>().notNull(),
    value: doublePrecision().notNull(),
  },
  (table) => [
    index("vendor_events_of_vendor").on(table.code, table.at),
    index("vendor_events_at").on(table.at),
  ],
);

/** How many answers there were in a step of time: so many samples has whatever did not change in it. */
export const vendorAnswerSteps = pgTable(
  "vendor_answer_steps",
  {
    question: text().$type<VendorQuestion>().notNull(),
    stepMinutes: integer("step_minutes").notNull(),
    startsAt: time("starts_at").notNull(),
    answers: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.question, table.stepMinutes, table.startsAt] })],
);

/**
 * Values summed up, finely while they are young. A step in which a value stayed as it was has no row: it had the value that
 * the next row `carried` in, or that the reading has now. Of a row's step, `answers` are taken in; in the ones after
 * them it had the `last` value, if it `goesOn`. What is no longer answered ends with a row, be it one without samples.
 */
export const vendorHistory = pgTable(
  "vendor_history",
  {
    ...reading,
    stepMinutes: integer("step_minutes").notNull(),
    startsAt: time("starts_at").notNull(),
    low: doublePrecision().notNull(),
    high: doublePrecision().notNull(),
    last: doublePrecision().notNull(),
    sum: doublePrecision().notNull(),
    samples: integer().notNull(),
    answers: integer().notNull().default(0),
    carried: doublePrecision(),
    goesOn: boolean("goes_on").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.code, table.question, table.item, table.stepMinutes, table.startsAt] }),
    index("vendor_history_starts_at").on(table.stepMinutes, table.startsAt),
    check("vendor_history_samples_counted", sql`${table.samples} >= 0`),
  ],
);

/** Every change of the limits is a row; the newest holds. No row: as delivered. */
export const thresholdVersions = pgTable(
  "threshold_versions",
  {
    question: text().$type<VendorQuestion>().notNull(),
    version: integer().notNull(),
    limits: jsonb().$type<ThresholdLimits>().notNull(),
    margin: doublePrecision().notNull(),
    isDefault: boolean("is_default").notNull(),
    changedBy: text("changed_by").notNull(),
    note: text().notNull(),
    changedAt: time("changed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.question, table.version] })],
);

/**
 * A tick of a job has at most one row, and its effect is committed together with that row's end: whoever was held up and
 * superseded meanwhile finds the row ended, and its effect goes nowhere. `fence` grows with every claim of the row.
 */
export const jobRuns = pgTable(
  "job_runs",
  {
    position: bigserial({ mode: "number" }).primaryKey(),
    job: text().$type<VendorQuestion>().notNull(),
    tick: bigint({ mode: "number" }).notNull(),
    fence: integer().notNull().default(1),
    trigger: text().$type<"schedule" | "manual">().notNull(),
    runner: text().notNull(),
    startedAt: time("started_at").notNull(),
    finishedAt: time("finished_at"),
    outcome: text().$type<"running" | "succeeded" | "failed" | "superseded">().notNull(),
    rows: integer().notNull().default(0),
    badRows: integer("bad_rows").notNull().default(0),
    changed: integer().notNull().default(0),
    problem: text(),
    /** What everybody who is connected hears of it: for the other processes, until they had the time to read it. */
    told: jsonb().$type<readonly VendorTold[]>(),
  },
  (table) => [
    index("job_runs_told").on(table.position).where(sql`${table.told} is not null`),
    uniqueIndex("job_runs_tick").on(table.job, table.tick),
    index("job_runs_started_at").on(table.job, table.startedAt),
  ],
);
