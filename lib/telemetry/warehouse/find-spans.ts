import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredSpan } from "../types.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

/** A trace longer than this is shown from its start. */
const maxSpans = 5_000;

export async function findSpans(
  reader: DuckDBConnection,
  { traceId }: { traceId: string },
): Promise<StoredSpan[]> {
  const found = await reader.runAndReadAll(
    `SELECT * FROM spans WHERE trace_id = $traceId
     ORDER BY start_us, parent_span_id IS NOT NULL, duration_us DESC, span_id LIMIT $limit`,
    { traceId, limit: maxSpans },
  );
  return (found.getRowObjectsJS() as StoredRow[]).map(toStoredSpan);
}

function toStoredSpan(row: StoredRow): StoredSpan {
  return {
    traceId: String(row.trace_id),
    spanId: String(row.span_id),
    parentSpanId: textOrNull(row.parent_span_id),
    service: String(row.service),
    name: String(row.name),
    kind: row.kind as StoredSpan["kind"],
    startUs: Number(row.start_us),
    durationUs: Number(row.duration_us),
    status: row.status as StoredSpan["status"],
    statusMessage: textOrNull(row.status_message),
    tenantId: textOrNull(row.tenant_id),
    requestId: textOrNull(row.request_id),
    attributes: JSON.parse(String(row.attributes)),
    events: JSON.parse(String(row.events)),
  };
}
