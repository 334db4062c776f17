import { Counter, Gauge, Histogram } from "prom-client";
import type { Labels, Meter, MetricOptions } from "../types.ts";
import { createDefinitions } from "./definitions.ts";
import { activeExemplar } from "./exemplar.ts";
import type { MetricRegistry } from "./registry.ts";
import type { SeriesCap } from "./series-cap.ts";

type Readings = Iterable<{ value: number; labels: Labels }>;

export type MeterOptions = {
  registry: MetricRegistry;
  seriesLimit: number;
  onOverflow: (metric: string) => void;
  /** A value that is not a number, or a counter asked to go down: the data is wrong, the request must not suffer. */
  onInvalid: (metric: string) => void;
  onReadFailure: (metric: string, error: unknown) => void;
};

export type Meters = { for(service: string): Meter };

export function createMeters(options: MeterOptions): Meters {
  const { registry, onInvalid } = options;
  const registers = [registry];
  const definitions = createDefinitions(options.seriesLimit, options.onOverflow);
  const observers = new Map<string, Map<string, () => Readings>>();

  const observe = (gauge: Gauge, name: string, cap: SeriesCap, withService: boolean) => {
    gauge.reset();
    for (const [service, read] of observers.get(name) ?? []) {
      try {
        for (const { value, labels } of read()) {
          if (Number.isNaN(value)) onInvalid(name);
          else gauge.set(cap.admit(withService ? { service, ...labels } : labels), value);
        }
      } catch (error) {
        options.onReadFailure(name, error);
      }
    }
  };

  const labelsFor = (service: string, wanted: MetricOptions) => (labels: Labels) =>
    wanted.serviceLabel === false ? labels : { service, ...labels };

  return {
    for: (service) => ({
      counter(wanted) {
        const complete = labelsFor(service, wanted);
        const { metric, cap } = definitions.define(
          "counter",
          wanted,
          [],
          (labelNames) => new Counter({ ...named(wanted), labelNames, registers, enableExemplars: true }),
        );
        return {
          add(value, labels) {
            if (!Number.isFinite(value) || value < 0) return onInvalid(wanted.name);
            metric.inc({ labels: cap.admit(complete(labels)), value, ...exemplar() });
          },
        };
      },
      gauge(wanted) {
        const complete = labelsFor(service, wanted);
        const { metric, cap } = definitions.define(
          "gauge",
          wanted,
          [],
          (labelNames) => new Gauge({ ...named(wanted), labelNames, registers }),
        );
        return {
          set(value, labels) {
            if (Number.isNaN(value)) return onInvalid(wanted.name);
            metric.set(cap.admit(complete(labels)), value);
          },
        };
      },
      observedGauge(wanted, read) {
        const readers = observers.get(wanted.name) ?? new Map<string, () => Readings>();
        observers.set(wanted.name, readers.set(service, read));
        definitions.define("gauge", wanted, [], (labelNames, cap) => {
          const withService = wanted.serviceLabel !== false;
          const gauge: Gauge = new Gauge({
            ...named(wanted),
            labelNames,
            registers,
            collect: () => observe(gauge, wanted.name, cap, withService),
          });
          return gauge;
        });
      },
      histogram(wanted) {
        const complete = labelsFor(service, wanted);
        const { metric, cap } = definitions.define(
          "histogram",
          wanted,
          wanted.buckets,
          (labelNames) =>
            new Histogram({
              ...named(wanted),
              labelNames,
              registers,
              buckets: [...wanted.buckets],
              enableExemplars: true,
            }),
        );
        return {
          record(value, labels) {
            if (!Number.isFinite(value)) return onInvalid(wanted.name);
            metric.observe({ labels: cap.admit(complete(labels)), value, ...exemplar() });
          },
        };
      },
    }),
  };
}

const named = ({ name, help }: MetricOptions) => ({ name, help });

function exemplar() {
  const exemplarLabels = activeExemplar();
  return exemplarLabels ? { exemplarLabels } : {};
}
