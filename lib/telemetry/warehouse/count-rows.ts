import type { DuckDBConnection } from "@duckdb/node-api";
import type { StoredCounts } from "../types.ts";

export async function countRows(reader: DuckDBConnection): Promise<StoredCounts> {
  const counted = await reader.runAndReadAll(
    "SELECT (SELECT count(*) FROM spans), (SELECT count(*) FROM logs), (SELECT count(*) FROM metric_points)",
  );
  const [spans, logs, points] = (counted.getRows()[0] ?? []).map(Number);
  return { spans: spans ?? 0, logs: logs ?? 0, points: points ?? 0 };
}
