import type { DuckDBConnection } from "@duckdb/node-api";
import type { MetricKind, StoredMetric } from "../metric-history.ts";
import type { Labels } from "../types.ts";
import { readJson } from "./read-json.ts";

/** A label with more values is one to search by, not to choose from. */
const mostValues = 50;

export async function listMetrics(
  reader: DuckDBConnection,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<StoredMetric[]> {
  const found = await readJson<{ metric: string; kind: MetricKind; labels: string }>(
    reader,
    `SELECT metric, any_value(kind) AS kind, labels FROM metric_points
     WHERE time_us > CAST($fromUs AS BIGINT) AND time_us <= CAST($toUs AS BIGINT) GROUP BY metric, labels ORDER BY metric, labels`,
    { fromUs: BigInt(Math.round(fromMs * 1_000)), toUs: BigInt(Math.round(toMs * 1_000)) },
  );
  const metrics = new Map<string, { kind: MetricKind; series: number; values: Map<string, Set<string>> }>();
  for (const { metric, kind, labels } of found) {
    const known = metrics.get(metric) ?? { kind, series: 0, values: new Map() };
    known.series += 1;
    for (const [label, value] of Object.entries(JSON.parse(labels) as Labels))
      known.values.set(label, (known.values.get(label) ?? new Set()).add(value));
    metrics.set(metric, known);
  }
  return [...metrics].map(([name, { kind, series, values }]) => ({
    name,
    kind,
    series,
    labels: [...values].map(([label, all]) => ({
      name: label,
      values: [...all].sort().slice(0, mostValues),
    })),
  }));
}
