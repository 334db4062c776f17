// Owns what a counter has counted, found by its labels object as in a SeriesHistogram.
import { Counter, type CounterConfiguration } from "prom-client";
import type { Labels } from "../types.ts";
import type { Exemplar, ExemplarLabels } from "./exemplar.ts";

type Series = { value: number; exemplar: Exemplar | undefined };

export class SeriesCounter extends Counter {
  private readonly called: { name: string; help: string };
  private readonly bySet = new Map<Labels, Series>();

  constructor(config: CounterConfiguration<string>) {
    super(config);
    this.called = { name: config.name, help: config.help };
  }

  get size(): number {
    return this.bySet.size;
  }

  /** `labels` is the one object that stands for its label set. */
  count(labels: Labels, value: number, exemplar: ExemplarLabels | undefined): void {
    const series = this.bySet.get(labels) ?? this.begin(labels);
    series.value += value;
    if (exemplar) series.exemplar = { labels: exemplar, value, timestampS: Date.now() / 1_000 };
  }

  family() {
    const series = [...this.bySet].map(([labels, { value, exemplar }]) => ({ labels, value, exemplar }));
    return { ...this.called, kind: "counter" as const, series };
  }

  private begin(labels: Labels): Series {
    const series = { value: 0, exemplar: undefined };
    this.bySet.set(labels, series);
    return series;
  }
}
