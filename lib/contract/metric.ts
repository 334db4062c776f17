import { z } from "zod";
import { aggregations } from "./metric-words.ts";
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
