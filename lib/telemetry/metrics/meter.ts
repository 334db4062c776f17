import { Gauge } from "prom-client";
import type { Labels, Meter, MetricOptions } from "../types.ts";
import { createDefinitions, type Definitions } from "./definitions.ts";
import { activeExemplar } from "./exemplar.ts";
import { createObservedGauges, type ObservedGauges } from "./observed-gauges.ts";
import type { MetricRegistry } from "./registry.ts";
import type { SeriesCap } from "./series-cap.ts";
import { SeriesCounter } from "./series-counter.ts";
import { SeriesHistogram } from "./series-histogram.ts";

export type MeterOptions = {
  registry: MetricRegistry;
  seriesLimit: number;
  onOverflow: (metric: string) => void;
  /** A value that is not a number, or a counter asked to go down: the data is wrong, the request must not suffer. */
  onInvalid: (metric: string) => void;
  onReadFailure: (metric: string, error: unknown) => void;
};

export type Meters = { for(service: string): Meter };
type Shared = MeterOptions & { definitions: Definitions; observed: ObservedGauges };

export function createMeters(options: MeterOptions): Meters {
  const definitions = createDefinitions(options.seriesLimit, options.onOverflow);
  const shared: Shared = { ...options, definitions, observed: createObservedGauges(options, definitions) };
  return {
    for: (service) => ({
      counter: (wanted) => createCounter(shared, service, wanted),
      gauge: (wanted) => createGauge(shared, service, wanted),
      observedGauge: (wanted, read) => shared.observed.add(service, wanted, read),
      histogram: (wanted) => createHistogram(shared, service, wanted),
    }),
  };
}

function createCounter({ definitions, registry, onInvalid }: Shared, service: string, wanted: MetricOptions) {
  const { name, help } = wanted;
  const complete = labelsOf(service, wanted);
  const { metric, cap } = definitions.define("counter", wanted, [], (labelNames) => {
    return new SeriesCounter({ name, help, labelNames, registers: [registry] });
  });
  // Without labels there is one series only, which is there from the start.
  if (cap.isSingle) metric.count(cap.admit({}), 0, undefined);
  return {
    add(value: number, labels: Labels) {
      if (!Number.isFinite(value) || value < 0) return onInvalid(name);
      metric.count(cap.admit(complete(labels)), value, activeExemplar());
    },
  };
}

function createGauge({ definitions, registry, onInvalid }: Shared, service: string, wanted: MetricOptions) {
  const { name, help } = wanted;
  const complete = labelsOf(service, wanted);
  const { metric, cap } = definitions.define("gauge", wanted, [], (labelNames) => {
    return new Gauge({ name, help, labelNames, registers: [registry] });
  });
  return {
    set(value: number, labels: Labels) {
      if (Number.isNaN(value)) return onInvalid(name);
      metric.set(cap.admit(complete(labels)), value);
    },
  };
}

type HistogramOptions = MetricOptions & { buckets: readonly number[] };

function createHistogram(
  { definitions, registry, onInvalid }: Shared,
  service: string,
  wanted: HistogramOptions,
) {
  const { name, help } = wanted;
  const buckets = [...wanted.buckets];
  const complete = labelsOf(service, wanted);
  const { metric, cap } = definitions.define("histogram", wanted, buckets, (labelNames) => {
    return new SeriesHistogram({ name, help, labelNames, buckets, registers: [registry] });
  });
  const count = (value: number, labels: Labels) => {
    if (!Number.isFinite(value)) return onInvalid(name);
    metric.count(labels, value, activeExemplar());
  };
  return {
    record: (value: number, labels: Labels) => count(value, cap.admit(complete(labels))),
    series(labels: Labels) {
      const admitted = admitOnce(cap, complete(labels));
      return { record: (value: number) => count(value, admitted()) };
    },
  };
}

/** A label set beyond the limit asks again each time, so that each of its updates is counted as one too many. */
function admitOnce(cap: SeriesCap, labels: Labels): () => Labels {
  let known: Labels | undefined;
  return () => {
    if (known) return known;
    const admitted = cap.admit(labels);
    if (admitted !== cap.overflow) known = admitted;
    return admitted;
  };
}

function labelsOf(service: string, wanted: MetricOptions): (labels: Labels) => Labels {
  return wanted.serviceLabel === false ? (labels) => labels : (labels) => ({ service, ...labels });
}
