import type { MetricRegistry } from "./registry.ts";
import { SeriesCounter } from "./series-counter.ts";
import { SeriesHistogram } from "./series-histogram.ts";

/** Label sets held in the registry; a histogram's buckets count as one. */
export function countSeries(registry: MetricRegistry): number {
  let series = 0;
  for (const metric of registry.getMetricsAsArray()) {
    if (metric instanceof SeriesCounter || metric instanceof SeriesHistogram) series += metric.size;
    else if ("hashMap" in metric && typeof metric.hashMap === "object")
      series += Object.keys(metric.hashMap ?? {}).length;
  }
  return series;
}
