import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import type { Aggregation } from "#lib/contract/metric-words.ts";
import { seriesName, sumUp } from "./series-words.ts";
import { valueText } from "./value-text.ts";

export const aggregationWords: Record<Aggregation, string> = {
  rate: "Rate",
  p50: "Median",
  p95: "95th percentile",
  p99: "99th percentile",
  avg: "Average",
  sum: "Sum",
  max: "Highest",
};

/** What somebody who does not see the chart would ask first. */
export function summaryOf(answer: MetricAnswer): string {
  const sums = answer.series.map((series) => ({ name: seriesName(series), ...sumUp(series) }));
  const highest = sums.reduce((best, sum) => ((sum.most ?? -1) > (best.most ?? -1) ? sum : best), {
    name: "",
    most: null as number | null,
  });
  const what = `${aggregationWords[answer.agg]} of ${answer.metric}`;
  const count = sums.length === 1 ? "one series" : `${sums.length} series`;
  if (highest.most === null) return `${what}: ${count} without a value in this time.`;
  return `${what}: ${count}, the highest ${valueText(highest.most, answer)} (${highest.name}).`;
}

/** One point of every line, as the arrow keys reach it. */
export function pointText(answer: MetricAnswer, at: number): string {
  const timeMs = answer.series[0]?.points[at]?.[0];
  if (timeMs === undefined) return "no point";
  const values = answer.series.slice(0, mostSpoken).map((series) => {
    return `${seriesName(series)} ${valueText(series.points[at]?.[1], answer)}`;
  });
  return `${new Date(timeMs).toISOString().slice(11, 19)} UTC: ${values.join(", ")}`;
}

/** Nobody listens to more; the table has them all. */
const mostSpoken = 8;
