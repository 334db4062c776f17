import type { MetricNamesQuery } from "#lib/contract/metric.ts";
import type { MetricEntry, MetricNames } from "#lib/contract/metric-answers.ts";
import { aggregationsOf, unitOf } from "#lib/contract/metric-words.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { type Asking, askedHistory } from "./asked-history.ts";

const hourMs = 3_600_000;

/** What this process measures, and what was measured in that time, by default the last hour. */
export async function listMetricNames(
  context: Asking & Pick<Runtime, "clock">,
  query: MetricNamesQuery,
): Promise<MetricNames> {
  const nowMs = context.clock.nowMs();
  const { fromMs, toMs = nowMs } = resolveTimeRange(query, nowMs);
  const stored = await askedHistory(context).listMetrics({ fromMs: fromMs ?? toMs - hourMs, toMs });
  const known = new Map<string, Pick<MetricEntry, "kind" | "help" | "labels" | "series">>();
  for (const { name, kind, help, labelNames } of context.telemetry.metrics())
    known.set(name, {
      kind,
      help,
      labels: labelNames.map((label) => ({ name: label, values: [] })),
      series: 0,
    });
  for (const { name, ...read } of stored) known.set(name, { help: known.get(name)?.help ?? "", ...read });
  const metrics = [...known]
    .map(([name, entry]) => ({
      name,
      ...entry,
      unit: unitOf(name),
      aggregations: [...aggregationsOf[entry.kind]],
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return { metrics };
}
