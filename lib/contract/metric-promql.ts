// The same question for Prometheus.
import { type LabelTerm, matchersOf } from "./metric-filter.ts";
import { type Aggregation, isQuantile, type MetricKind, quantiles } from "./metric-words.ts";

export type Asked = {
  metric: string;
  kind: MetricKind;
  agg: Aggregation;
  by: readonly string[];
  terms: readonly LabelTerm[];
  windowMs: number;
};

export function promqlOf({ metric, kind, agg, by, terms, windowMs }: Asked): string {
  const matchers = matchersOf(terms);
  const over = (name: string) => `${name}${matchers && `{${matchers}}`}[${windowMs / 1_000}s]`;
  const byLabels = (labels: readonly string[]) => (labels.length > 0 ? ` by (${labels.join(", ")}) ` : "");
  const rateOf = (name: string, labels = by) => `sum${byLabels(labels)}(rate(${over(name)}))`;
  if (isQuantile(agg))
    return `histogram_quantile(${quantiles[agg]}, ${rateOf(`${metric}_bucket`, ["le", ...by])})`;
  if (kind === "histogram")
    return agg === "rate"
      ? rateOf(`${metric}_count`)
      : `${rateOf(`${metric}_sum`)} / ${rateOf(`${metric}_count`)}`;
  if (agg === "rate") return rateOf(metric);
  const held = agg === "sum" ? "last" : agg;
  return `${agg}${byLabels(by)}(${held}_over_time(${over(metric)}))`;
}
