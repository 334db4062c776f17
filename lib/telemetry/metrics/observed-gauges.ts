// Owns the gauges that are read when somebody looks: several services may each offer a part of one.
import { Gauge } from "prom-client";
import type { Labels, MetricOptions } from "../types.ts";
import type { Definitions } from "./definitions.ts";
import type { MetricRegistry } from "./registry.ts";
import type { SeriesCap } from "./series-cap.ts";

export type Readings = Iterable<{ value: number; labels: Labels }>;
export type ObservedGauges = { add(service: string, wanted: MetricOptions, read: () => Readings): void };

type Options = {
  registry: MetricRegistry;
  onInvalid: (metric: string) => void;
  onReadFailure: (metric: string, error: unknown) => void;
};

export function createObservedGauges(options: Options, definitions: Definitions): ObservedGauges {
  const readers = new Map<string, Map<string, () => Readings>>();

  const readAll = (gauge: Gauge, { name, serviceLabel }: MetricOptions, cap: SeriesCap) => {
    // What nobody reports any more is gone.
    gauge.reset();
    for (const [service, read] of readers.get(name) ?? []) {
      try {
        for (const { value, labels } of read()) {
          if (Number.isNaN(value)) options.onInvalid(name);
          else gauge.set(cap.admit(serviceLabel === false ? labels : { service, ...labels }), value);
        }
      } catch (error) {
        options.onReadFailure(name, error);
      }
    }
  };

  return {
    add(service, wanted, read) {
      const { name, help } = wanted;
      definitions.define("gauge", wanted, [], (labelNames, cap) => {
        const collect = () => readAll(gauge, wanted, cap);
        const gauge: Gauge = new Gauge({ name, help, labelNames, registers: [options.registry], collect });
        return gauge;
      });
      readers.set(name, (readers.get(name) ?? new Map()).set(service, read));
    },
  };
}
