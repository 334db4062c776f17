// Owns which metrics exist. A name stands for one shape in the whole process, whichever service asks for it.
import type { Gauge } from "prom-client";
import type { MetricOptions } from "../types.ts";
import { createSeriesCap, type SeriesCap } from "./series-cap.ts";
import type { SeriesCounter } from "./series-counter.ts";
import type { SeriesHistogram } from "./series-histogram.ts";

export type Kind = "counter" | "gauge" | "histogram";
export type PromMetric = { counter: SeriesCounter; gauge: Gauge; histogram: SeriesHistogram };
type Shape = { kind: Kind; labelNames: readonly string[]; buckets: readonly number[] };
export type Defined<K extends Kind> = { metric: PromMetric[K]; cap: SeriesCap };

export type Definitions = {
  /** The metric of this name, made by `make` if it is new. */
  define<K extends Kind>(
    kind: K,
    options: MetricOptions,
    buckets: readonly number[],
    make: MakeMetric<K>,
  ): Defined<K>;
};
type MakeMetric<K extends Kind> = (labelNames: readonly string[], cap: SeriesCap) => PromMetric[K];

/** In OpenMetrics the counter `x_total` belongs to the family `x`, which must then not exist beside it. */
const familyOf = (kind: Kind, name: string) => (kind === "counter" ? name.replace(/_total$/, "") : name);

export function createDefinitions(seriesLimit: number, onOverflow: (metric: string) => void): Definitions {
  const byName = new Map<string, { shape: Shape; defined: unknown }>();
  const families = new Map<string, string>();

  return {
    define<K extends Kind>(kind: K, options: MetricOptions, buckets: readonly number[], make: MakeMetric<K>) {
      const { name, labels = [], serviceLabel = true } = options;
      const shape: Shape = { kind, labelNames: serviceLabel ? ["service", ...labels] : [...labels], buckets };
      const there = byName.get(name);
      if (there) {
        if (JSON.stringify(there.shape) !== JSON.stringify(shape)) {
          throw new Error(`The metric ${name} exists with another shape: ${JSON.stringify(there.shape)}`);
        }
        // The shape carries the kind, so what was stored under it is of that kind.
        return there.defined as Defined<K>;
      }
      const family = familyOf(kind, name);
      const rival = families.get(family);
      if (rival)
        throw new Error(`The metrics ${name} and ${rival} would share the OpenMetrics family ${family}`);
      const cap = createSeriesCap(shape.labelNames, seriesLimit, () => onOverflow(name));
      const defined: Defined<K> = { metric: make(shape.labelNames, cap), cap };
      byName.set(name, { shape, defined });
      families.set(family, name);
      return defined;
    },
  };
}
