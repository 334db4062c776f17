import { z } from "zod";
import { TraceId } from "./history-query.ts";
import { aggregations, metricKinds, units } from "./metric-words.ts";
import { checkTimeRange, timeRangeParts } from "./time-range.ts";

export const mostSeries = 100;
export const defaultSeries = 20;

const MetricName = z
  .string()
  .max(200)
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, "A metric's name has letters, digits, _ and : only");
const labelName = "[a-zA-Z_][a-zA-Z0-9_]*";

export const MetricNamesQuery = z.strictObject({ ...timeRangeParts }).superRefine(checkTimeRange);
export type MetricNamesQuery = z.infer<typeof MetricNamesQuery>;

export const MetricNames = z.object({
  metrics: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(metricKinds),
      help: z.string(),
      unit: z.enum(units).describe("What its values are measured in, as its name says"),
      labels: z.array(
        z.object({ name: z.string(), values: z.array(z.string()).describe("Fifty of them at most") }),
      ),
      series: z.int().describe("Label sets that were read in this time"),
      aggregations: z.array(z.enum(aggregations)).describe("What can be asked of it, the usual first"),
    }),
  ),
});
export type MetricNames = z.infer<typeof MetricNames>;
export type MetricEntry = MetricNames["metrics"][number];

export const MetricQuery = z
  .strictObject({
    metric: MetricName.describe("Without `_bucket`, `_sum` or `_count`"),
    ...timeRangeParts,
    step: z.coerce
      .number()
      .min(1)
      .max(86_400)
      .optional()
      .describe("Seconds between two points; by itself about 120 points are made"),
    by: z
      .string()
      .max(500)
      .regex(new RegExp(`^${labelName}(,${labelName})*$`), "Names of labels, with commas between them")
      .optional()
      .describe("One series for each value of these labels, instead of one for all"),
    agg: z
      .enum(aggregations)
      .optional()
      .describe(
        "Counters: rate (a second). Histograms: p50, p95, p99, avg, rate. Gauges: avg, sum, max. The window of a rate reaches one reading further back than a step",
      ),
    where: z
      .string()
      .max(500)
      .optional()
      .describe(
        "`label:value`, `label:a,b`, `label:begins*`, `label:*`, each with `-` before it for the opposite",
      ),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(mostSeries)
      .default(defaultSeries)
      .describe("The most series in the answer: those with the largest values"),
  })
  .superRefine(checkTimeRange);
export type MetricQuery = z.infer<typeof MetricQuery>;

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
  windowSeconds: z.number().describe("How far each point looks back"),
  promql: z.string().describe("The same question for Prometheus, asked at the same steps"),
  series: z.array(
    z.object({
      labels: Labels,
      points: z
        .array(z.tuple([z.int(), z.number().nullable()]))
        .describe(
          "Milliseconds since the epoch, and the value of the window that ends then; null where nothing was read",
        ),
    }),
  ),
  matching: z.int().describe("Series there are; more than in the answer when it was cut"),
  cut: z.string().nullable().describe("In words, when only the largest are in the answer"),
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
