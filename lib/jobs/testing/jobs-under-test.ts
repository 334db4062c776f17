// Jobs without a server: as many processes as a test wants on the store that it gives. What a run leads to is a row in a
// table of the test's own, so that effects are counted and not what is said of them.
import { trace } from "@opentelemetry/api";
import { sql } from "drizzle-orm";
import { severities } from "#lib/contract/severity.ts";
import type { VendorTold } from "#lib/contract/vendor-events.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { rowsOf } from "#lib/store/rows-of.ts";
import type { Store } from "#lib/store/types.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import type { SourceAnswer, StoredAnswer, VendorSource } from "#lib/vendors/types.ts";
import type { JobResult, RunContext } from "../types.ts";

const quiet = () => undefined;
export const quietLog: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  critical: quiet,
  exception: quiet,
  named: () => quietLog,
};

export type JobsUnderTest = {
  store: Store;
  told: JobResult[];
  /** By outcome, as they are counted. */
  outcomes: string[];
  process(runner: string, answer: VendorSource["ask"]): RunContext;
  /** The ticks that had an effect, one entry for each effect. */
  effects(): Promise<number[]>;
};

export async function jobsUnderTest(store: Store): Promise<JobsUnderTest> {
  await store.db.execute(sql`create table effects (rows integer not null)`);
  const told: JobResult[] = [];
  const outcomes: string[] = [];
  return {
    store,
    told,
    outcomes,
    process: (runner, answer) => ({
      store,
      clock: wallClock,
      web: { tracer: trace.getTracer("jobs under test"), log: quietLog },
      runner,
      source: { ask: answer },
      async take(tx, { answer: { rows, bad } }) {
        await tx.execute(sql`insert into effects (rows) values (${rows.length})`);
        return {
          stored: storedOf(rows.length, bad.length),
          news: [],
          tell: quiet,
          told: [toldOf(rows.length)],
        };
      },
      told: (result) => void told.push(result),
      shared: true,
      runs: { add: (_, { outcome }) => void outcomes.push(String(outcome)) },
    }),
    effects: async () =>
      rowsOf(await store.db.execute(sql`select rows from effects order by rows`)).map(({ rows }) =>
        Number(rows),
      ),
  };
}

/** So many rows, by which its effect is known. */
export function answerOf(rows: number, bad = 0): SourceAnswer {
  const row = {
    question: "vendor-status",
    code: "V-1",
    name: "Corner Bakery",
    city: "Lisbon",
    status: "online",
    offlineSince: null,
  } as const;
  return {
    rows: Array.from({ length: rows }, () => row),
    bad: Array.from({ length: bad }, (_, nth) => ({ row: nth + 1, problem: "no code" })),
  };
}

/** Known by its number of rows as well. */
export function toldOf(rows: number): VendorTold {
  return [
    "discount_stock_update",
    { id: `run-of-${rows}`, at: "2026-03-01T12:00:00.000Z", rows, counts: {}, changed: [] },
  ];
}

function storedOf(rows: number, badRows: number): StoredAnswer {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0]));
  return {
    rows,
    badRows,
    badExamples: [],
    changes: [],
    holding: [],
    counts: counts as StoredAnswer["counts"],
  };
}
