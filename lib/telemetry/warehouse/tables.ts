// The warehouse's tables. No index: an index would live in memory, and rows arrive in the order of time, which
// DuckDB's own minima and maxima per row group already use.
import { BIGINT, DOUBLE, type DuckDBType, LIST, VARCHAR } from "@duckdb/node-api";

export type Cell = string | number | bigint | null;
export const tableNames = ["spans", "logs", "metric_points", "exemplars"] as const;
export type TableName = (typeof tableNames)[number];

type Table = { time: string; columns: readonly (readonly [name: string, type: DuckDBType])[] };

export const tables: Record<TableName, Table> = {
  spans: {
    time: "start_us",
    columns: [
      ["trace_id", VARCHAR],
      ["span_id", VARCHAR],
      ["parent_span_id", VARCHAR],
      ["service", VARCHAR],
      ["name", VARCHAR],
      ["kind", VARCHAR],
      ["start_us", BIGINT],
      ["duration_us", BIGINT],
      ["status", VARCHAR],
      ["status_message", VARCHAR],
      ["tenant_id", VARCHAR],
      ["request_id", VARCHAR],
      ["attributes", VARCHAR],
      ["events", VARCHAR],
    ],
  },
  logs: {
    time: "time_us",
    columns: [
      ["id", BIGINT],
      ["time_us", BIGINT],
      ["level", VARCHAR],
      ["service", VARCHAR],
      ["logger", VARCHAR],
      ["message", VARCHAR],
      ["request_id", VARCHAR],
      ["trace_id", VARCHAR],
      ["span_id", VARCHAR],
      ["tenant_id", VARCHAR],
      ["attributes", VARCHAR],
    ],
  },
  metric_points: {
    time: "time_us",
    columns: [
      ["time_us", BIGINT],
      ["metric", VARCHAR],
      ["kind", VARCHAR],
      ["labels", VARCHAR],
      ["epoch", BIGINT],
      ["value", DOUBLE],
      ["count", BIGINT],
      ["bounds", VARCHAR],
      ["cumulative", LIST(BIGINT)],
    ],
  },
  exemplars: {
    time: "time_us",
    columns: [
      ["time_us", BIGINT],
      ["metric", VARCHAR],
      ["labels", VARCHAR],
      ["value", DOUBLE],
      ["trace_id", VARCHAR],
      ["span_id", VARCHAR],
    ],
  },
};

export function columnSql(name: TableName): string {
  return tables[name].columns.map(([column, type]) => `${column} ${type}`).join(", ");
}
