// What a series is called, and what it comes to over the time that is shown.
import type { MetricSeries } from "#lib/contract/metric-answers.ts";

export function seriesName({ labels }: Pick<MetricSeries, "labels">): string {
  const pairs = Object.entries(labels);
  if (pairs.length === 0) return "all together";
  return pairs.map(([name, value]) => (value === "" ? `no ${name}` : value)).join(" · ");
}

export type Sum = { last: number | null; least: number | null; most: number | null; mean: number | null };

export function sumUp({ points }: Pick<MetricSeries, "points">): Sum {
  const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
  if (values.length === 0) return { last: null, least: null, most: null, mean: null };
  return {
    last: points.at(-1)?.[1] ?? null,
    least: Math.min(...values),
    most: Math.max(...values),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}
