import type { DuckDBConnection } from "@duckdb/node-api";
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { LogCount, LogFacetValue, LogFilter } from "../log-history.ts";
import { logColumns } from "./log-columns.ts";
import { logConditions, whereSql } from "./log-rows.ts";
import { readJson } from "./read-json.ts";

/** By level in equal steps of time that begin at the epoch; those without a line are left out. */
export async function countLogs(
  reader: DuckDBConnection,
  { stepMs, ...filter }: LogFilter & { stepMs: number },
): Promise<LogCount[]> {
  const { where, values } = logConditions(filter);
  const rows = await readJson<{ step: number; level: string; lines: number }>(
    reader,
    // As a parameter the divisor would not be known when the query is planned, which makes it twenty times as slow.
    `SELECT time_us // ${BigInt(stepMs) * 1_000n} AS step, level, count(*) AS lines FROM logs ${whereSql(where)}
     GROUP BY ALL ORDER BY step`,
    values,
  );
  return rows.map(({ step, level, lines }) => ({
    startMs: step * stepMs,
    level: level as LogLevel,
    lines,
  }));
}

const facets = ["level", "service", "logger", "tenant"] as const;

/** All fields in one look at the lines. */
export async function countLogFacets(reader: DuckDBConnection, filter: LogFilter): Promise<LogFacetValue[]> {
  const { where, values } = logConditions(filter);
  const columns = facets.map((field) => logColumns.fields[field].column);
  const rows = await readJson<{ facet: number; lines: number } & Record<string, string | null>>(
    reader,
    `SELECT ${columns.join(", ")}, grouping(${columns.join(", ")}) AS facet, count(*) AS lines FROM logs ${whereSql(where)}
     GROUP BY GROUPING SETS (${columns.map((column) => `(${column})`).join(", ")}) ORDER BY lines DESC`,
    values,
  );
  return rows.map((row) => {
    // One bit a column, set for those that this row is not about.
    const nth = columns.findIndex((_, index) => ((row.facet >> (columns.length - 1 - index)) & 1) === 0);
    const column = columns[nth] ?? "";
    return { field: facets[nth] ?? "", value: row[column] ?? null, lines: row.lines };
  });
}
