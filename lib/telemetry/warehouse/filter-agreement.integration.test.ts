import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logFields } from "#lib/contract/filter/fields.ts";
import { lineMatcher } from "#lib/contract/filter/match-line.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { printFilter } from "#lib/contract/filter/print-filter.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { logLevels } from "#lib/contract/log-level.ts";
import type { LogRecord } from "../logs/record.ts";
import { filterSql } from "./filter-sql.ts";
import { logColumns } from "./log-columns.ts";
import { logRow } from "./rows.ts";
import { columnSql, tables } from "./tables.ts";

let database: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:");
  connection = await database.connect();
  await connection.run(`CREATE TABLE logs (${columnSql("logs")})`);
});
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

// Few words and keys, so that filters often fit; among them whatever could break out of SQL, JSON or a pointer.
const word = fc.constantFrom(
  "a",
  "A",
  "ab",
  "Straße",
  "STRASSE",
  "İi",
  "Σς",
  "'",
  '"',
  "\\",
  "%",
  "_",
  "500",
  "5e2",
  "-0.5",
  "true",
  "null",
  "x\u0000y",
  "🙂",
  "",
);
const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(""));
const key = fc.constantFrom(
  "a",
  "b",
  'x"a',
  "a\\",
  "a/b",
  "~1",
  "größe",
  "0",
  "$.a",
  "toString",
  "__proto__",
);
const attribute = fc.oneof(
  phrase,
  fc.constantFrom(500, 5, -0.5, 0, 1e15, 0.1),
  fc.boolean(),
  fc.constant(null),
);
const line = fc.record({
  level: fc.constantFrom(...logLevels),
  service: phrase,
  logger: word,
  message: phrase,
  requestId: fc.option(word),
  traceId: fc.option(word),
  spanId: fc.option(word),
  tenantId: fc.option(word),
  attributes: fc.array(fc.tuple(key, attribute), { maxLength: 4 }).map(plainObject),
});
const field = fc.oneof(key, fc.constantFrom("service", "logger", "message", "request", "trace", "tenant"));
const not = fc.boolean();
const term: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ not, kind: fc.constant("text" as const), text: phrase.filter((text) => text !== "") }),
  fc.record({
    not,
    kind: fc.constant("field" as const),
    field,
    op: fc.constantFrom("is" as const, "starts" as const),
    values: fc.array(phrase, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    not,
    kind: fc.constant("field" as const),
    field,
    op: fc.constant("exists" as const),
    values: fc.constant<string[]>([]),
  }),
  fc.record({
    not,
    kind: fc.constant("field" as const),
    field: key,
    op: fc.constantFrom(">" as const, ">=" as const, "<" as const, "<=" as const),
    values: fc.constantFrom<string[]>(["5"], ["500"], ["-0.5"], ["1e3"]),
  }),
  fc.record({
    not,
    kind: fc.constant("field" as const),
    field: fc.constant("level"),
    op: fc.constant("is" as const),
    values: fc.subarray([...logLevels], { minLength: 1 }),
  }),
);

function plainObject(entries: [string, LogRecord["attributes"][string]][]): LogRecord["attributes"] {
  const made: Record<string, LogRecord["attributes"][string]> = Object.create(null);
  for (const [name, value] of entries) made[name] = value;
  return made;
}

test("lines in memory and lines in the database fit the same filters", async () => {
  let [fitting, left] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.array(fc.array(term, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 8 }),
      async (lines, filters) => {
        const records = lines.map((one): LogRecord => ({ ...one, timestampMs: 0, sampled: false }));
        await replaceRows(records);
        for (const terms of filters) {
          // As a reader would have written them.
          const parsed = parseFilter(printFilter(terms), logFields);
          if ("problem" in parsed) throw new Error(parsed.problem.message);
          const inMemory = records.flatMap((record, nth) => (lineMatcher(parsed.terms)(record) ? [nth] : []));
          expect(await inDatabase(parsed.terms)).toEqual(inMemory);
          fitting += inMemory.length;
          left += records.length - inMemory.length;
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(Math.min(fitting, left)).toBeGreaterThan(500);
});

async function replaceRows(records: readonly LogRecord[]): Promise<void> {
  await connection.run("DELETE FROM logs");
  const marks = tables.logs.columns.map((_, nth) => `$${nth + 1}`).join(", ");
  for (const [nth, record] of records.entries())
    await connection.run(`INSERT INTO logs VALUES (${marks})`, logRow(record, nth));
}

async function inDatabase(terms: readonly Term[]): Promise<number[]> {
  const { where, values } = filterSql(terms, logColumns);
  const found = await connection.runAndReadAll(
    `SELECT id FROM logs WHERE ${where.join(" AND ")} ORDER BY id`,
    values,
  );
  return found.getRows().map(([id]) => Number(id));
}
