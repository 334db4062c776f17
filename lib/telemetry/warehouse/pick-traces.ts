// Which traces a question is about, and what each of them adds up to. Where few spans fit, they are found first, and only
// their traces are added up; where many do, one pass over all spans of a window costs less.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TraceOrder } from "#lib/contract/trace.ts";
import type { TraceFilter, TraceQuery } from "../trace-history.ts";
import { filterSql } from "./filter-sql.ts";
import { readJson } from "./read-json.ts";
import type { Window } from "./search-backwards.ts";
import { spanColumns } from "./span-columns.ts";

/** How long after its first span a trace may go on and still be seen as one; no deadline is as long. */
const reachUs = 120_000_000;

type Sql = { sql: string; values: Record<string, string | bigint | number> };

const startUs = "min(start_us)";
const durationUs = "(max(start_us + duration_us) - min(start_us))";

const near = `start_us >= $startUs - ${reachUs} AND start_us < $endUs + ${reachUs}`;
/** More fitting spans than this are many; until so many are found, the search for them is what costs. */
const fewSpans = 5_000;

/** The traces of the spans that fit, as one text, with commas between; undefined when those are many, or when all do. */
export async function fittingTraces(
  reader: DuckDBConnection,
  filter: TraceFilter,
  window: Window,
): Promise<string | undefined> {
  const { fitting, fittingValues } = conditions(filter);
  if (fitting.length === 0) return undefined;
  const [found] = await readJson<{ spans: number; traces: string | null }>(
    reader,
    `SELECT count(*) AS spans, string_agg(DISTINCT trace_id, ',') AS traces FROM (
       SELECT trace_id FROM spans WHERE ${[near, ...fitting].join(" AND ")} LIMIT ${fewSpans})`,
    { ...fittingValues, ...inWindow(window) },
  );
  return found?.spans === fewSpans ? undefined : (found?.traces ?? "");
}

/** One row for each trace that began in the window and fits: trace_id, start_us, duration_us, failed. */
export function tracesSql(filter: TraceFilter, window: Window, among: string | undefined): Sql {
  const { having, fits, values, fittingValues } = conditions(filter);
  const began = [`${startUs} >= $startUs`, `${startUs} < $endUs`];
  const each = [...began, ...having, ...(among ? [] : fits)];
  const needsFitting = !among || filter.status === "ok";
  return {
    sql: `SELECT trace_id, ${startUs} AS start_us, ${durationUs} AS duration_us, count_if(status = 'error') AS failed
      FROM spans WHERE ${near} ${among ? "AND trace_id IN (SELECT unnest(string_split($among, ',')))" : ""}
      GROUP BY trace_id HAVING ${each.join(" AND ")}`,
    values: {
      ...values,
      ...(needsFitting ? fittingValues : {}),
      ...(among ? { among } : {}),
      ...inWindow(window),
    },
  };
}

const inWindow = (window: Window) => ({ startUs: BigInt(window.startUs), endUs: BigInt(window.endUs) });

const sortKeys: Record<TraceOrder, string> = {
  newest: "start_us DESC, trace_id DESC",
  slowest: "duration_us DESC, trace_id DESC",
};

type Page = { window: Window; limit: number; among: string | undefined };

export function pageOfTracesSql(query: TraceQuery, { window, limit, among }: Page): Sql {
  const order = query.order ?? "newest";
  const { sql, values } = tracesSql(query, window, among);
  const { after } = query;
  const [column, last] =
    order === "newest" ? ["start_us", after?.startUs] : ["duration_us", after?.durationUs];
  return {
    sql: `SELECT trace_id, start_us, duration_us FROM (${sql})
      ${after ? `WHERE (${column}, trace_id) < ($last, $lastTraceId)` : ""}
      ORDER BY ${sortKeys[order]} LIMIT $limit`,
    values: { ...values, ...(after ? { last: BigInt(last ?? 0), lastTraceId: after.traceId } : {}), limit },
  };
}

/** All that is asked of a span must hold for one and the same. */
function conditions(filter: TraceFilter) {
  const { service, operation, tenantId, status, terms = [], minDurationMs, maxDurationMs } = filter;
  const words = filterSql(terms, spanColumns);
  const named = [
    ...(service === undefined ? [] : ["service = $service"]),
    ...(operation === undefined ? [] : ["name = $operation"]),
    ...(tenantId === undefined ? [] : ["tenant_id = $tenantId"]),
    ...words.where,
  ];
  const failed = ["status = 'error'", ...named].join(" AND ");
  const fitting = status === "error" ? ["status = 'error'", ...named] : named;
  return {
    fitting,
    fits: fitting.length > 0 ? [`bool_or(${fitting.join(" AND ")})`] : [],
    fittingValues: {
      ...words.values,
      ...(service === undefined ? {} : { service }),
      ...(operation === undefined ? {} : { operation }),
      ...(tenantId === undefined ? {} : { tenantId }),
    },
    having: [
      ...(status === "ok" ? [`count_if(${failed}) = 0`] : []),
      ...(minDurationMs === undefined ? [] : [`${durationUs} >= $minDurationUs`]),
      ...(maxDurationMs === undefined ? [] : [`${durationUs} <= $maxDurationUs`]),
    ],
    values: {
      ...(minDurationMs === undefined ? {} : { minDurationUs: micros(minDurationMs) }),
      ...(maxDurationMs === undefined ? {} : { maxDurationUs: micros(maxDurationMs) }),
    },
  };
}

const micros = (milliseconds: number) => BigInt(Math.round(milliseconds * 1_000));
