import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredTrace, TraceQuery } from "../trace-history.ts";
import { fittingTraces, pageOfTracesSql } from "./pick-traces.ts";
import { readJson } from "./read-json.ts";
import { keptWindow, searchBackwards, type Window } from "./search-backwards.ts";

/** At most `limit`, in the order that was asked for. */
export async function findTraces(reader: DuckDBConnection, query: TraceQuery): Promise<StoredTrace[]> {
  const kept = await keptWindow(reader, "spans", query);
  if (!kept) return [];
  const picked = await (query.order === "slowest"
    ? pickTraces(reader, query, kept, query.limit)
    : pickNewest(reader, query, kept));
  return describeTraces(reader, picked);
}

type PickedRow = { trace_id: string; start_us: number; duration_us: number };
type Picked = Pick<StoredTrace, "traceId" | "startUs" | "durationUs">;

function pickNewest(reader: DuckDBConnection, query: TraceQuery, kept: Window) {
  // The trace that was listed last is in the window, because others may have begun in its microsecond.
  const endUs = Math.min(kept.endUs, (query.after?.startUs ?? kept.endUs) + 1);
  return searchBackwards({ ...kept, endUs }, query.limit, (window, limit) =>
    pickTraces(reader, query, window, limit),
  );
}

async function pickTraces(reader: DuckDBConnection, query: TraceQuery, window: Window, limit: number) {
  const among = await fittingTraces(reader, query, window);
  if (among === "") return [];
  const { sql, values } = pageOfTracesSql(query, { window, limit, among });
  const found = await readJson<PickedRow>(reader, sql, values);
  return found.map(
    ({ trace_id, start_us, duration_us }): Picked => ({
      traceId: trace_id,
      startUs: start_us,
      durationUs: duration_us,
    }),
  );
}

/** Only now the other columns of their spans, and only of the time in which these traces lie. */
async function describeTraces(reader: DuckDBConnection, picked: readonly Picked[]): Promise<StoredTrace[]> {
  if (picked.length === 0) return [];
  const found = await readJson<TraceRow>(
    reader,
    `WITH near AS MATERIALIZED (
       SELECT trace_id, span_id, parent_span_id, service, name, start_us, duration_us, status FROM spans
       WHERE (${timesOf(picked)}) AND trace_id IN (SELECT unnest(string_split($traceIds, ',')))),
     parts AS (
       SELECT trace_id, service, count(*) AS spans, count_if(status = 'error') AS failed,
         min({'has_parent': coalesce(parent_span_id IN (SELECT span_id FROM near), false),
           'start_us': start_us, 'shortness': -duration_us, 'name': name}) AS first
       FROM near GROUP BY trace_id, service)
     SELECT trace_id, sum(spans) AS spans, sum(failed) AS failed,
       min(first).name AS name, list(service ORDER BY first) AS services
     FROM parts GROUP BY trace_id`,
    { traceIds: picked.map(({ traceId }) => traceId).join(",") },
  );
  const rows = new Map(found.map((row) => [row.trace_id, row]));
  return picked.flatMap((trace) => toStoredTrace(trace, rows.get(trace.traceId)) ?? []);
}

/** When they were under way, where they overlap as one: row groups of other times are not read. */
function timesOf(picked: readonly Picked[]): string {
  const times: { fromUs: number; toUs: number }[] = [];
  for (const { startUs, durationUs } of picked.toSorted((a, b) => a.startUs - b.startUs)) {
    const before = times.at(-1);
    const toUs = startUs + durationUs;
    if (before && startUs <= before.toUs) before.toUs = Math.max(before.toUs, toUs);
    else times.push({ fromUs: startUs, toUs });
  }
  return times.map(({ fromUs, toUs }) => `start_us BETWEEN ${fromUs} AND ${toUs}`).join(" OR ");
}

type TraceRow = { trace_id: string; spans: number; failed: number; name: string; services: string[] };

/** Undefined when it was dropped between the two queries. */
function toStoredTrace(trace: Picked, row: TraceRow | undefined): StoredTrace | undefined {
  if (!row) return undefined;
  const { services, name } = row;
  const root = { service: services[0] ?? "", name };
  return { ...trace, root, services, spans: row.spans, failedSpans: row.failed };
}
