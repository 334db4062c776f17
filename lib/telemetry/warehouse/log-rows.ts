// Log lines as queries answer with them, and the conditions that every such query begins with.

import type { LogFilter } from "../log-history.ts";
import type { StoredLog } from "../types.ts";
import { filterSql } from "./filter-sql.ts";
import { logColumns } from "./log-columns.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

export type Conditions = { where: string[]; values: Record<string, string | bigint> };

export function logConditions({ fromMs, toMs, terms = [] }: LogFilter): Conditions {
  const { where, values } = filterSql(terms, logColumns);
  return {
    where: [
      ...(fromMs === undefined ? [] : ["time_us >= $fromUs"]),
      ...(toMs === undefined ? [] : ["time_us < $toUs"]),
      ...where,
    ],
    values: {
      ...(fromMs === undefined ? {} : { fromUs: BigInt(Math.round(fromMs)) * 1_000n }),
      ...(toMs === undefined ? {} : { toUs: BigInt(Math.round(toMs)) * 1_000n }),
      ...values,
    },
  };
}

export const whereSql = (where: readonly string[]) =>
  where.length > 0 ? `WHERE ${where.join(" AND ")}` : "";

export function toStoredLog(row: StoredRow): StoredLog {
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
