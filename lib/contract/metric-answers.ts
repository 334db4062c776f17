// What is answered of metrics. Pages read it as well, so it is written with the small zod.
import { z } from "zod/mini";
import { aggregations, metricKinds, units } from "./metric-words.ts";
import { TraceId } from "./trace-id.ts";

export const MetricNames = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(metricKinds),
      help: z.string(),
      unit: z.enum(units).check(z.describe("What its values are measured in, as its name says")),
      labels: z.array(
        z.object({
          name: z.string(),
          values: z.array(z.string()).check(z.describe("Fifty of them at most")),
        }),
      ),
      series: z.int().check(z.describe("Label sets that were read in this time")),
      aggregations: z
        .array(z.enum(aggregations))
        .check(z.describe("What can be asked of it, the usual first")),
    }),
  ),
});
export type MetricNames = z.infer<typeof MetricNames>;
export type MetricEntry = MetricNames["metrics"][number];

const Labels = z.record(z.string(), z.string());

export const MetricAnswer = z.object({
  metric: z.string(),
  kind: z.enum(metricKinds),
  help: z.string(),
  agg: z.enum(aggregations),
  unit: z.enum(units),
  perSecond: z.boolean(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepSeconds: z.number(),
  windowSeconds: z.number().check(z.describe("How far each point looks back")),
  promql: z.string().check(z.describe("The same question for Prometheus, asked at the same steps")),
  series: z.array(
    z.object({
      labels: Labels,
      points: z
        .array(z.tuple([z.int(), z.nullable(z.number())]))
        .check(
          z.describe(
            "Milliseconds since the epoch, and the value of the window that ends then; null where nothing was read",
          ),
        ),
    }),
  ),
  matching: z.int().check(z.describe("Series there are; more than in the answer when it was cut")),
  cut: z.nullable(z.string()).check(z.describe("In words, when only the largest are in the answer")),
  exemplars: z.array(
    z.object({
      timestampMs: z.number(),
      value: z.number(),
      traceId: TraceId,
      spanId: z.string(),
      labels: Labels,
    }),
  ),
});
export type MetricAnswer = z.infer<typeof MetricAnswer>;
export type MetricSeries = MetricAnswer["series"][number];
export type MetricExemplar = MetricAnswer["exemplars"][number];
