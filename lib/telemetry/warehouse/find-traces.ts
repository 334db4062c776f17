import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredTrace, TraceQuery } from "../types.ts";
import { keptWindow, searchBackwards, type Window } from "./search-backwards.ts";

/** How long after its first span a trace may go on and still be seen as one; no deadline is as long. */
const reachUs = 120_000_000;

/** The newest first, at most `limit`. */
export async function findTraces(reader: DuckDBConnection, query: TraceQuery): Promise<StoredTrace[]> {
  const kept = await keptWindow(reader, "spans", query);
  if (!kept) return [];
  // The trace that was listed last is in the window, because others may have begun in its microsecond.
  const endUs = Math.min(kept.endUs, (query.after?.startUs ?? kept.endUs) + 1);
  return searchBackwards({ ...kept, endUs }, query.limit, (window, limit) =>
    searchWindow(reader, query, window, limit),
  );
}

/** The traces that began in the window. Spans of theirs may lie outside, so more is looked at than listed. */
async function searchWindow(reader: DuckDBConnection, query: TraceQuery, window: Window, limit: number) {
  const { ofSpan, ofTrace, values } = conditions(query);
  const named =
    ofSpan.length > 0 ? `WHERE trace_id IN (SELECT trace_id FROM near WHERE ${ofSpan.join(" AND ")})` : "";
  const found = await reader.runAndReadAll(
    `WITH near AS NOT MATERIALIZED (
       SELECT * FROM spans WHERE start_us >= $startUs - ${reachUs} AND start_us < $endUs + ${reachUs}),
     picked AS (
       SELECT trace_id FROM near ${named} GROUP BY trace_id
       HAVING ${["min(start_us) >= $startUs", "min(start_us) < $endUs", ...ofTrace].join(" AND ")}
       ORDER BY min(start_us) DESC, trace_id DESC LIMIT $limit),
     parts AS (
       SELECT trace_id, service, min(start_us) AS start_us, max(start_us + duration_us) AS end_us, count(*) AS spans,
         count_if(status = 'error') AS failed,
         min({'has_parent': coalesce(parent_span_id IN (SELECT span_id FROM near WHERE trace_id IN (FROM picked)), false),
           'start_us': start_us, 'shortness': -duration_us, 'name': name}) AS first
       FROM near WHERE trace_id IN (FROM picked) GROUP BY trace_id, service)
     SELECT trace_id, min(start_us) AS start_us, max(end_us) AS end_us, sum(spans) AS spans, sum(failed) AS failed,
       min(first).name AS name, list(service ORDER BY first) AS services
     FROM parts GROUP BY trace_id ORDER BY start_us DESC, trace_id DESC`,
    { ...values, startUs: BigInt(window.startUs), endUs: BigInt(window.endUs), limit },
  );
  return (found.getRowObjectsJS() as TraceRow[]).map(toStoredTrace);
}

function conditions(query: TraceQuery) {
  const { service, operation, status, tenantId, minDurationMs, after } = query;
  const named = [
    ...(service === undefined ? [] : ["service = $service"]),
    ...(operation === undefined ? [] : ["name = $operation"]),
  ];
  const failed = ["status = 'error'", ...named].join(" AND ");
  return {
    ofSpan: [
      ...named,
      ...(tenantId === undefined ? [] : ["tenant_id = $tenantId"]),
      ...(status === "error" ? ["status = 'error'"] : []),
    ],
    ofTrace: [
      ...(status === "ok" ? [`count_if(${failed}) = 0`] : []),
      ...(minDurationMs === undefined
        ? []
        : ["max(start_us + duration_us) - min(start_us) >= $minDurationUs"]),
      ...(after ? ["(min(start_us), trace_id) < ($afterUs, $afterTraceId)"] : []),
    ],
    values: {
      ...(service === undefined ? {} : { service }),
      ...(operation === undefined ? {} : { operation }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(minDurationMs === undefined ? {} : { minDurationUs: BigInt(Math.round(minDurationMs * 1_000)) }),
      ...(after ? { afterUs: BigInt(after.startUs), afterTraceId: after.traceId } : {}),
    },
  };
}

type TraceRow = {
  trace_id: string;
  start_us: bigint;
  end_us: bigint;
  spans: bigint;
  failed: bigint;
  name: string;
  services: string[];
};

function toStoredTrace(row: TraceRow): StoredTrace {
  const { services } = row;
  return {
    traceId: row.trace_id,
    root: { service: services[0] ?? "", name: row.name },
    startUs: Number(row.start_us),
    durationUs: Number(row.end_us - row.start_us),
    services,
    spans: Number(row.spans),
    failedSpans: Number(row.failed),
  };
}
