// One reading of the registry, in the shape that the scraper's text, OTLP and the warehouse are made from.
import type { Labels } from "../types.ts";
import type { Exemplar } from "./exemplar.ts";
import type { MetricRegistry } from "./registry.ts";
import { SeriesCounter } from "./series-counter.ts";
import { SeriesHistogram } from "./series-histogram.ts";

export type ScalarSeries = { labels: Labels; value: number; exemplar?: Exemplar | undefined };
export type HistogramSeries = {
  labels: Labels;
  /** Upper bounds without +Inf; `cumulative` has one entry more, the last being `count`. */
  bounds: readonly number[];
  cumulative: number[];
  sum: number;
  count: number;
  exemplars: (Exemplar | undefined)[];
};
export type Family = { name: string; help: string } & (
  | { kind: "counter" | "gauge"; series: ScalarSeries[] }
  | { kind: "histogram"; series: HistogramSeries[] }
);

type PromExemplar = { labelSet: Labels; value: number; timestamp: number };
type PromValue = {
  value: number;
  labels: Record<string, string | number>;
  sharedLabels?: Labels;
  exemplar?: PromExemplar | null;
};
type PromReading = { name: string; help: string; type: string; values: PromValue[] };
/** What prom-client's own renderer calls; `get` alone would copy the labels into every bucket. */
type PromReadable = { get(): Promise<PromReading>; getForPromString?(): Promise<PromReading> };

export async function readRegistry(registry: MetricRegistry): Promise<Family[]> {
  const metrics = registry.getMetricsAsArray() as unknown as (
    | PromReadable
    | SeriesCounter
    | SeriesHistogram
  )[];
  return Promise.all(
    metrics.map(async (metric) =>
      metric instanceof SeriesCounter || metric instanceof SeriesHistogram
        ? metric.family()
        : toFamily(await (metric.getForPromString?.() ?? metric.get())),
    ),
  );
}

function toFamily({ name, help, type, values }: PromReading): Family {
  switch (type) {
    case "counter":
    case "gauge":
      return {
        name,
        help,
        kind: type,
        series: values.map((entry) => ({
          labels: entry.labels as Labels,
          value: entry.value,
          exemplar: toExemplar(entry.exemplar),
        })),
      };
    case "histogram":
      return { name, help, kind: type, series: toHistograms(values) };
    default:
      throw new Error(`The metric ${name} is a ${type}, which nothing here makes`);
  }
}

const toExemplar = (exemplar: PromExemplar | null | undefined): Exemplar | undefined =>
  exemplar ? { labels: exemplar.labelSet, value: exemplar.value, timestampS: exemplar.timestamp } : undefined;

/** prom-client lists a histogram's label sets one after another: the buckets up to +Inf, then sum, then count. */
function toHistograms(values: PromValue[]): HistogramSeries[] {
  const series: HistogramSeries[] = [];
  let bounds: number[] = [];
  let cumulative: number[] = [];
  let exemplars: (Exemplar | undefined)[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const entry = values[index] as PromValue;
    const bound = entry.labels.le;
    if (typeof bound === "number") bounds.push(bound);
    cumulative.push(entry.value);
    exemplars.push(toExemplar(entry.exemplar));
    if (bound !== "+Inf") continue;
    const sum = values[index + 1]?.value ?? 0;
    series.push({ labels: entry.sharedLabels ?? {}, bounds, cumulative, sum, count: entry.value, exemplars });
    [bounds, cumulative, exemplars] = [[], [], []];
    index += 2;
  }
  return series;
}
