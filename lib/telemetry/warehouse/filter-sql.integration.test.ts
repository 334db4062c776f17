import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { Attributes } from "../types.ts";
import { filterSql } from "./filter-sql.ts";
import { logColumns } from "./log-columns.ts";

const lines: Record<
  string,
  [level: string, service: string, message: string, tenant: string | null, Attributes]
> = {
  paid: [
    "info",
    "payment-service",
    "Card charged",
    "merch",
    { "http.response.status_code": 200, amount_minor: 1999 },
  ],
  failed: [
    "error",
    "payment-service",
    "Card NOT charged: Größe",
    "merch",
    { "http.response.status_code": 500 },
  ],
  text: [
    "warn",
    "api-gateway",
    "100% of '; DROP TABLE logs; --",
    null,
    { "http.response.status_code": "500" },
  ],
  odd: [
    "debug",
    "db-service",
    "[]{}$1 ? $q0",
    "coupons",
    { 'a "b"/c~d\\': "x,y", größe: "Ö", "": "empty", on: true },
  ],
  longer: [
    "info",
    "db-service",
    "x",
    null,
    { 'x"amount_minor': 1999, note: '"amount_minor":1999,', amount: -0.5 },
  ],
  nothing: ["critical", "cache-service", "y", null, { amount_minor: null, big: 1e21 }],
  commas: ["debug", "cache-service", "z", null, { "a,": ":", b: 'x,"c":5,', ":": "d" }],
};

let database: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:");
  connection = await database.connect();
  await connection.run(
    `CREATE TABLE logs (id VARCHAR, level VARCHAR, service VARCHAR, logger VARCHAR, message VARCHAR,
     request_id VARCHAR, trace_id VARCHAR, span_id VARCHAR, tenant_id VARCHAR, attributes VARCHAR)`,
  );
  for (const [id, [level, service, message, tenant, attributes]] of Object.entries(lines)) {
    await connection.run(
      "INSERT INTO logs VALUES ($1, $2, $3, 'http.access', $4, NULL, 'abc', NULL, $5, $6)",
      [id, level, service, message, tenant, JSON.stringify(attributes)],
    );
  }
});
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

async function found(filter: string): Promise<string[]> {
  const parsed = parseFilter(filter, logFields);
  if ("problem" in parsed) throw new Error(parsed.problem.message);
  const { where, values } = filterSql(parsed.terms, logColumns);
  const rows = await connection.runAndReadAll(`SELECT id FROM logs WHERE ${where.join(" AND ")}`, values);
  return rows.getRows().map(([id]) => String(id));
}
const allBut = (...left: string[]) => Object.keys(lines).filter((id) => !left.includes(id));

describe("a filter finds in the database", () => {
  test.each([
    ["card", ["paid", "failed"]],
    ["card -not", ["paid"]],
    ["GRÖSSE", []],
    ["GRÖßE", ["failed"]],
    [`"100% of"`, ["text"]],
    [`"'; drop table logs; --"`, ["text"]],
    [`"$q0" "[]{}"`, ["odd"]],
    ["service:payment-service,db-service level:info", ["paid", "longer"]],
    ["service:pay* level:>=error", ["failed"]],
    ["-service:pay*", allBut("paid", "failed")],
    ["tenant:*", ["paid", "failed", "odd"]],
    ["-tenant:*", ["text", "longer", "nothing", "commas"]],
    ["-tenant:merch", allBut("paid", "failed")],
    ["request:*", []],
    ["trace:ab*", allBut()],
  ])("by column: %s", async (filter, expected) => {
    expect(await found(filter)).toEqual(expected);
  });

  test.each([
    ["http.response.status_code:500", ["failed", "text"]],
    ["http.response.status_code:500.0", ["failed"]],
    ["http.response.status_code:5*", ["failed", "text"]],
    ["http.response.status_code:200,500", ["paid", "failed", "text"]],
    ["http.response.status_code:>=300", ["failed"]],
    ["-http.response.status_code:500", allBut("failed", "text")],
    ["-http.response.status_code:>=300", allBut("failed")],
    ["http.response.status_code:*", ["paid", "failed", "text"]],
    ["amount_minor:1999", ["paid"]],
    ["amount_minor:199", []],
    ["amount_minor:*", ["paid"]],
    ["amount_minor:>0", ["paid"]],
    ["amount:-0.5", ["longer"]],
    ["amount:<0", ["longer"]],
    ["big:>1e20", ["nothing"]],
    ["on:true", ["odd"]],
    ["on:false", []],
    [`größe:Ö`, ["odd"]],
    [`"":empty`, []],
    [`"a \\"b\\"/c~d\\\\":"x,y"`, ["odd"]],
    [`"a \\"b\\"/c~d\\\\":x,y`, []],
    [`note:"\\"amount_minor\\":1999,"`, ["longer"]],
    [`":":","`, []],
    [`":":d`, ["commas"]],
    ["b:*", ["commas"]],
    ["c:5", []],
    ["amount:-0.50", ["longer"]],
    ["amount:0.5", []],
    [`"' OR 1=1 --":"' OR 1=1 --"`, []],
    [`$.on:*`, []],
    [`"/on":*`, []],
  ])("by attribute: %s", async (filter, expected) => {
    if (filter.startsWith(`"":`)) return expect(found(filter)).rejects.toThrow("no name");
    expect(await found(filter)).toEqual(expected);
  });
});
