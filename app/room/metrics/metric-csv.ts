import { byteOrderMark, csvCell } from "#lib/contract/csv-cell.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { seriesName } from "./series-words.ts";

/** One row a step, one column a series. */
export function metricCsv({ series, metric, agg }: Pick<MetricAnswer, "series" | "metric" | "agg">): string {
  const head = ["time", ...series.map((one) => `${agg}(${metric}) ${seriesName(one)}`)];
  const rows = (series[0]?.points ?? []).map(([timeMs], at) => [
    new Date(timeMs).toISOString(),
    ...series.map(({ points }) => String(points[at]?.[1] ?? "")),
  ]);
  // Numbers stay numbers: only a text could be taken for a formula.
  const lines = [head.map(csvCell), ...rows].map((cells) => `${cells.join(",")}\r\n`);
  return byteOrderMark + lines.join("");
}
