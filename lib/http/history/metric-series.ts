// Rows of the warehouse as the series of an answer.
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { type Aggregation, isQuantile, quantiles } from "#lib/contract/metric-words.ts";
import type { SeriesStep } from "#lib/telemetry/metric-history.ts";
import { addBuckets, bucketQuantile } from "./bucket-quantile.ts";

type Frame = { stepMs: number; firstStep: number; lastStep: number };

/** In the order of their groups, which is that of their labels. */
export function toSeries(
  steps: readonly SeriesStep[],
  agg: Aggregation,
  groups: readonly Record<string, string>[],
  { stepMs, firstStep, lastStep }: Frame,
): MetricAnswer["series"] {
  const byGroup = Map.groupBy(steps, (step) => step.group);
  return [...byGroup].map(([number, own]) => {
    const byStep = Map.groupBy(own, ({ step }) => step);
    const points: [number, number | null][] = [];
    for (let step = firstStep; step <= lastStep; step += 1)
      points.push([step * stepMs, comesTo(byStep.get(step) ?? [], agg)]);
    return { labels: groups[number] ?? {}, points };
  });
}

/** There is more than one part where a histogram was counted with other bounds. */
function comesTo(parts: readonly SeriesStep[], agg: Aggregation): number | null {
  if (parts.length === 0) return null;
  if (isQuantile(agg))
    return bucketQuantile(
      quantiles[agg],
      addBuckets(parts.map(({ bounds, values }) => ({ bounds: bounds ?? [], rates: values }))),
    );
  const sum = (index: number) => parts.reduce((total, { values }) => total + (values[index] ?? 0), 0);
  const [first] = parts;
  if (first?.values.length !== 2) return sum(0);
  return sum(1) > 0 ? sum(0) / sum(1) : null;
}
