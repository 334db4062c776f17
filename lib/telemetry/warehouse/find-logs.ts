import type { DuckDBConnection } from "@duckdb/node-api";
import { type LogQuery, logLevels, type StoredLog } from "../types.ts";
import { keptWindow, searchBackwards, type Window } from "./search-backwards.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

/** The newest first, at most `limit`. */
export async function findLogs(reader: DuckDBConnection, query: LogQuery): Promise<StoredLog[]> {
  const kept = await keptWindow(reader, "logs", query);
  if (!kept) return [];
  // The line that was listed last is in the window, because others may have its time.
  const endUs = Math.min(kept.endUs, (query.after?.timeUs ?? kept.endUs) + 1);
  return searchBackwards({ ...kept, endUs }, query.limit, (window, limit) =>
    searchWindow(reader, query, window, limit),
  );
}

async function searchWindow(reader: DuckDBConnection, query: LogQuery, window: Window, limit: number) {
  const { where, values } = conditions(query);
  const found = await reader.runAndReadAll(
    `SELECT * FROM logs WHERE ${["time_us >= $startUs", "time_us < $endUs", ...where].join(" AND ")}
     ORDER BY time_us DESC, id DESC LIMIT $limit`,
    { ...values, startUs: BigInt(window.startUs), endUs: BigInt(window.endUs), limit },
  );
  return (found.getRowObjectsJS() as StoredRow[]).map(toStoredLog);
}

function conditions({ traceId, requestId, service, leastLevel, text, after }: LogQuery) {
  const levels = logLevels.slice(leastLevel ? logLevels.indexOf(leastLevel) : 0);
  return {
    where: [
      ...(traceId === undefined ? [] : ["trace_id = $traceId"]),
      ...(requestId === undefined ? [] : ["request_id = $requestId"]),
      ...(service === undefined ? [] : ["service = $service"]),
      ...(leastLevel ? [`level IN (${levels.map((level) => `'${level}'`).join(", ")})`] : []),
      ...(text === undefined ? [] : ["contains(lower(message), lower($text))"]),
      ...(after ? ["(time_us, id) < ($afterUs, $afterId)"] : []),
    ],
    values: {
      ...(traceId === undefined ? {} : { traceId }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(service === undefined ? {} : { service }),
      ...(text === undefined ? {} : { text }),
      ...(after ? { afterUs: BigInt(after.timeUs), afterId: BigInt(after.id) } : {}),
    },
  };
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
