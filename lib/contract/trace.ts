import { z } from "zod";
import { spanFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { pageOfHistory } from "./history-query.ts";
import { tenants } from "./tenant.ts";
import { checkTimeRange, type TimeRange, timeRangeParts } from "./time-range.ts";
import { TraceStatus } from "./trace-answers.ts";

const durationMs = z.coerce.number().min(0).max(86_400_000).optional();

/** Which traces. What is asked of a span must hold for one and the same span. */
const whichTraces = {
  ...timeRangeParts,
  service: pageOfHistory.service.describe("Only traces that this service has a span in"),
  operation: z.string().min(1).max(200).optional().describe("The name of a span, of that service if given"),
  status: z.optional(TraceStatus).describe("error: a span that fits the rest failed; ok: none of them did"),
  minDurationMs: durationMs.describe("Traces that took at least so long"),
  maxDurationMs: durationMs.describe("Traces that took at most so long"),
  tenant: z.enum(tenants).optional(),
  q: filterText(spanFields)
    .optional()
    .describe(
      'Words of the operation, whatever their capitals, and `field:value` terms, all of which must hold for one span; `-` before one for the opposite. E.g. `checkout service:api-gateway duration:>=200ms http.response.status_code:503`. Fields: service, operation, kind, status, duration, tenant, request; any other name is an attribute. See "Filters" in the README.',
    ),
};

function checkTraces(
  query: TimeRange & { minDurationMs?: number | undefined; maxDurationMs?: number | undefined },
  context: z.RefinementCtx,
) {
  checkTimeRange(query, context);
  const { minDurationMs, maxDurationMs } = query;
  if (minDurationMs !== undefined && maxDurationMs !== undefined && minDurationMs > maxDurationMs)
    context.addIssue({
      code: "custom",
      path: ["maxDurationMs"],
      message: "Nothing takes at least longer than at most",
    });
}

export const traceOrders = ["newest", "slowest"] as const;
export const TraceOrder = z.enum(traceOrders);
export type TraceOrder = z.infer<typeof TraceOrder>;

export const TraceQuery = z
  .strictObject({
    ...whichTraces,
    order: TraceOrder.optional().describe("Which come first; the newest unless said otherwise"),
    limit: pageOfHistory.limit,
    cursor: z
      .string()
      .regex(/^\d{1,16}-\d{1,16}-[0-9a-f]{32}$/)
      .optional()
      .describe("`next` of the page before"),
  })
  .superRefine(checkTraces);
export type TraceQuery = z.infer<typeof TraceQuery>;

export const TraceDurationsQuery = z
  .strictObject({
    ...whichTraces,
    columns: z.coerce.number().int().min(10).max(200).default(90).describe("At most so many steps of time"),
  })
  .superRefine(checkTraces);
export type TraceDurationsQuery = z.infer<typeof TraceDurationsQuery>;
