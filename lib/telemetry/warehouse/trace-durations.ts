import type { DuckDBConnection } from "@duckdb/node-api";
import { durationLevels } from "#lib/contract/duration-levels.ts";
import type { TraceDurations, TraceFilter } from "../trace-history.ts";
import { fittingTraces, tracesSql } from "./pick-traces.ts";
import { readJson } from "./read-json.ts";
import { keptWindow } from "./search-backwards.ts";

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Steps begin at full ones of their kind, so that a picture of the last minutes moves on instead of changing. */
const stepsUs = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 20, 30].map((count) => count * minute),
  ...[1, 2, 6, 12, 24].map((count) => count * hour),
];

/** How many traces began in each step of time and took about as long, and how many of them failed. */
export async function traceDurations(
  reader: DuckDBConnection,
  { columns, ...filter }: TraceFilter & { columns: number },
): Promise<TraceDurations | undefined> {
  const kept = await keptWindow(reader, "spans", filter);
  if (!kept) return undefined;
  const fromUs = filter.fromMs === undefined ? kept.startUs : filter.fromMs * 1_000;
  const toUs = filter.toMs === undefined ? kept.endUs : filter.toMs * 1_000;
  const fits = (step: number) => (toUs - fromUs) / step <= columns;
  const stepUs = stepsUs.find(fits) ?? Math.ceil((toUs - fromUs) / columns);
  const zeroUs = Math.floor(fromUs / stepUs) * stepUs;
  const among = await fittingTraces(reader, filter, kept);
  if (among === "") return { fromUs, toUs, stepUs, cells: [] };
  const traces = tracesSql(filter, kept, among);
  // Numbers of our own, written out: dividing by a parameter takes far longer than by a constant.
  const found = await readJson<Cell>(
    reader,
    `SELECT (start_us - ${zeroUs}) // ${stepUs} AS step, ${levelSql} AS level, count(*) AS traces, count_if(failed > 0) AS failed
     FROM (${traces.sql}) GROUP BY step, level ORDER BY step, level`,
    traces.values,
  );
  const cells = found.map(({ step, level, traces, failed }) => ({
    startUs: zeroUs + step * stepUs,
    level,
    count: traces,
    failed,
  }));
  return { fromUs, toUs, stepUs, cells };
}

type Cell = { step: number; level: number; traces: number; failed: number };

const { shortestUs, perDecade, last } = durationLevels;
const levelSql = `least(${last}, greatest(0, floor(log10(greatest(duration_us, 1) / ${shortestUs}) * ${perDecade})))`;
