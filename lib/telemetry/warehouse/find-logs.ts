import type { DuckDBConnection } from "@duckdb/node-api";
import type { LogQuery, StoredLog } from "../types.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

/** The newest first, at most `limit`. */
export async function findLogs(reader: DuckDBConnection, query: LogQuery): Promise<StoredLog[]> {
  const found = await reader.runAndReadAll(
    `SELECT * FROM logs
     WHERE ($traceId IS NULL OR trace_id = $traceId) AND ($requestId IS NULL OR request_id = $requestId)
     ORDER BY time_us DESC, id DESC LIMIT $limit`,
    { traceId: query.traceId ?? null, requestId: query.requestId ?? null, limit: query.limit },
  );
  return (found.getRowObjectsJS() as StoredRow[]).map(toStoredLog);
}

function toStoredLog(row: StoredRow): StoredLog {
  return {
    id: String(row.id),
    timeUs: Number(row.time_us),
    level: row.level as StoredLog["level"],
    service: String(row.service),
    logger: String(row.logger),
    message: String(row.message),
    requestId: textOrNull(row.request_id),
    traceId: textOrNull(row.trace_id),
    spanId: textOrNull(row.span_id),
    tenantId: textOrNull(row.tenant_id),
    attributes: JSON.parse(String(row.attributes)),
  };
}
