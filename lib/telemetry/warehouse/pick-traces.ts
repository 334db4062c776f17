// Which traces a question is about, and what each of them adds up to. One pass over the spans of a window: they are few
// columns, and finding the fitting spans first and their traces afterwards costs more as soon as many fit.
import type { TraceOrder } from "#lib/contract/trace.ts";
import type { TraceFilter, TraceQuery } from "../trace-history.ts";
import { filterSql } from "./filter-sql.ts";
import type { Window } from "./search-backwards.ts";
import { spanColumns } from "./span-columns.ts";

/** How long after its first span a trace may go on and still be seen as one; no deadline is as long. */
const reachUs = 120_000_000;

type Sql = { sql: string; values: Record<string, string | bigint | number> };

const startUs = "min(start_us)";
const durationUs = "(max(start_us + duration_us) - min(start_us))";

/** One row for each trace that began in the window and fits: trace_id, start_us, duration_us, failed. */
export function tracesSql(filter: TraceFilter, window: Window): Sql {
  const { having, values } = conditions(filter);
  const began = [`${startUs} >= $startUs`, `${startUs} < $endUs`];
  return {
    sql: `SELECT trace_id, ${startUs} AS start_us, ${durationUs} AS duration_us, count_if(status = 'error') AS failed
      FROM spans WHERE start_us >= $startUs - ${reachUs} AND start_us < $endUs + ${reachUs}
      GROUP BY trace_id HAVING ${[...began, ...having].join(" AND ")}`,
    values: { ...values, startUs: BigInt(window.startUs), endUs: BigInt(window.endUs) },
  };
}

const sortKeys: Record<TraceOrder, string> = {
  newest: "start_us DESC, trace_id DESC",
  slowest: "duration_us DESC, trace_id DESC",
};

export function pageOfTracesSql(query: TraceQuery, window: Window, limit: number): Sql {
  const order = query.order ?? "newest";
  const { sql, values } = tracesSql(query, window);
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
  return {
    having: [
      ...(status === "error" ? [`bool_or(${failed})`] : []),
      ...(status !== "error" && named.length > 0 ? [`bool_or(${named.join(" AND ")})`] : []),
      ...(status === "ok" ? [`count_if(${failed}) = 0`] : []),
      ...(minDurationMs === undefined ? [] : [`${durationUs} >= $minDurationUs`]),
      ...(maxDurationMs === undefined ? [] : [`${durationUs} <= $maxDurationUs`]),
    ],
    values: {
      ...words.values,
      ...(service === undefined ? {} : { service }),
      ...(operation === undefined ? {} : { operation }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(minDurationMs === undefined ? {} : { minDurationUs: micros(minDurationMs) }),
      ...(maxDurationMs === undefined ? {} : { maxDurationUs: micros(maxDurationMs) }),
    },
  };
}

const micros = (milliseconds: number) => BigInt(Math.round(milliseconds * 1_000));
