// What can be asked of a metric depends on what it is. No zod here: pages read this as well.

export const metricKinds = ["counter", "gauge", "histogram"] as const;
export type MetricKind = (typeof metricKinds)[number];

export const aggregations = ["rate", "p50", "p95", "p99", "avg", "sum", "max"] as const;
export type Aggregation = (typeof aggregations)[number];

/** The first is what is meant when nothing is said. */
export const aggregationsOf: Record<MetricKind, readonly Aggregation[]> = {
  counter: ["rate"],
  gauge: ["avg", "sum", "max"],
  histogram: ["p95", "p50", "p99", "avg", "rate"],
};

export const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

export function isQuantile(agg: Aggregation): agg is keyof typeof quantiles {
  return agg in quantiles;
}

export const units = ["seconds", "bytes", "ratio", "number"] as const;
export type Unit = (typeof units)[number];

/** What a value of the metric itself is measured in, as the last word of its name says. */
export function unitOf(metric: string): Unit {
  const word = metric
    .replace(/_total$/, "")
    .split("_")
    .at(-1);
  return units.find((unit) => unit === word) ?? "number";
}

/** How often a histogram counted something is a number, whatever it measures. */
export function unitAs(
  metric: string,
  kind: MetricKind,
  agg: Aggregation,
): { unit: Unit; perSecond: boolean } {
  if (agg !== "rate") return { unit: unitOf(metric), perSecond: false };
  return { unit: kind === "histogram" ? "number" : unitOf(metric), perSecond: true };
}
