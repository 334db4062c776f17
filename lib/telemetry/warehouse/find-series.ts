import type { DuckDBConnection } from "@duckdb/node-api";
import type { MetricKind, SeriesQuery, StoredSeries } from "../metric-history.ts";
import { readJson } from "./read-json.ts";
import { type StoredRow, textOrNull } from "./stored-row.ts";

/** In the order of their labels. */
export async function findSeries(
  reader: DuckDBConnection,
  { metric, fromMs, toMs }: SeriesQuery,
): Promise<StoredSeries[]> {
  const found = await readJson<StoredRow>(
    reader,
    `SELECT labels, bounds, any_value(kind) AS kind, max(time_us) AS newest FROM metric_points
     WHERE metric = $metric AND time_us > CAST($fromUs AS BIGINT) AND time_us <= CAST($toUs AS BIGINT) GROUP BY labels, bounds ORDER BY labels, bounds`,
    { metric, fromUs: BigInt(Math.round(fromMs * 1_000)), toUs: BigInt(Math.round(toMs * 1_000)) },
  );
  return found.map((row) => {
    const bounds = textOrNull(row.bounds);
    return {
      labels: JSON.parse(String(row.labels)),
      kind: row.kind as MetricKind,
      labelsText: String(row.labels),
      bounds: bounds === null ? null : JSON.parse(bounds),
      newestUs: Number(row.newest),
    };
  });
}
