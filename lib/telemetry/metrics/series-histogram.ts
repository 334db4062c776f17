// Owns what a histogram has counted. prom-client hashes the labels of each value twice; here a series is found by its
// labels object, of which there is one for each label set.
import { Histogram, type HistogramConfiguration } from "prom-client";
import type { Labels } from "../types.ts";
import type { Exemplar, ExemplarLabels } from "./exemplar.ts";

type Series = { counts: Float64Array; sum: number; count: number; exemplars: (Exemplar | undefined)[] };

export class SeriesHistogram extends Histogram {
  private readonly called: { name: string; help: string };
  private readonly bounds: readonly number[];
  private readonly bySet = new Map<Labels, Series>();

  constructor(config: HistogramConfiguration<string> & { buckets: number[] }) {
    super(config);
    this.called = { name: config.name, help: config.help };
    this.bounds = config.buckets;
  }

  get size(): number {
    return this.bySet.size;
  }

  /** `labels` is the one object that stands for its label set. */
  count(labels: Labels, value: number, exemplar: ExemplarLabels | undefined): void {
    const series = this.bySet.get(labels) ?? this.begin(labels);
    const { bounds } = this;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
    series.counts[at] = (series.counts[at] ?? 0) + 1;
    series.sum += value;
    series.count += 1;
    if (exemplar) series.exemplars[at] = { labels: exemplar, value, timestampS: Date.now() / 1_000 };
  }

  family() {
    const series = [...this.bySet].map(([labels, { counts, sum, count, exemplars }]) => {
      const cumulative: number[] = [];
      let below = 0;
      for (let at = 0; at < counts.length; at += 1) {
        below += counts[at] ?? 0;
        cumulative.push(below);
      }
      return { labels, bounds: this.bounds, cumulative, sum, count, exemplars: exemplars.slice() };
    });
    return { ...this.called, kind: "histogram" as const, series };
  }

  private begin(labels: Labels): Series {
    const buckets = this.bounds.length + 1;
    const exemplars = new Array<Exemplar | undefined>(buckets).fill(undefined);
    const series = { counts: new Float64Array(buckets), sum: 0, count: 0, exemplars };
    this.bySet.set(labels, series);
    return series;
  }
}
