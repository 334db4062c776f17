import { z } from "zod";
import { spanFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { pageOfHistory, TraceId } from "./history-query.ts";
import { tenants } from "./tenant.ts";
import { checkTimeRange, type TimeRange, timeRangeParts } from "./time-range.ts";

export const traceStatuses = ["ok", "error"] as const;
export const TraceStatus = z.enum(traceStatuses);
export type TraceStatus = z.infer<typeof TraceStatus>;

const durationMs = z.coerce.number().min(0).max(86_400_000).optional();

/** Which traces. What is asked of a span must hold for one and the same span. */
const whichTraces = {
  ...timeRangeParts,
  service: pageOfHistory.service.describe("Only traces that this service has a span in"),
  operation: z.string().min(1).max(200).optional().describe("The name of a span, of that service if given"),
  status: TraceStatus.optional().describe("error: a span that fits the rest failed; ok: none of them did"),
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

export const TraceDurations = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepMs: z.number().describe("The length of a step of time; steps begin at multiples of it"),
  levels: z
    .array(z.number())
    .describe("Milliseconds at which each level of durations begins; it ends where the next one begins"),
  cells: z
    .array(
      z.object({
        startMs: z.number().describe("When its step begins, in milliseconds since the epoch"),
        level: z.int().describe("Which of the levels"),
        count: z.int().describe("Traces that began then and took about so long"),
        failed: z.int().describe("Those of them with a span that failed"),
      }),
    )
    .describe("In the order of time and level; those without a trace are left out"),
  traces: z.int(),
  failed: z.int(),
});
export type TraceDurations = z.infer<typeof TraceDurations>;

const summary = {
  traceId: TraceId,
  root: z
    .object({ service: z.string(), name: z.string() })
    .describe("The first span: the request's own, unless the trace began outside"),
  start: z.iso.datetime(),
  durationMs: z.number(),
  services: z.array(z.string()).describe("In the order in which the trace reached them"),
  spanCount: z.int(),
  errorCount: z.int().describe("Spans that failed"),
  status: TraceStatus.describe("error as soon as one span failed, even if a retry made up for it"),
};

export const TraceSummary = z.object(summary);
export type TraceSummary = z.infer<typeof TraceSummary>;

export const TraceList = z.object({
  traces: z.array(TraceSummary),
  next: z.string().nullable().describe("The cursor of the next page; null on the last one"),
});
export type TraceList = z.infer<typeof TraceList>;

const Attributes = z.record(z.string(), z.unknown());

export const Span = z.object({
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  service: z.string(),
  name: z.string(),
  kind: z.enum(["internal", "server", "client", "producer", "consumer"]),
  start: z.iso.datetime(),
  durationMs: z.number(),
  status: z.enum(["unset", "ok", "error"]),
  statusMessage: z.string().nullable(),
  tenantId: z.string().nullable(),
  requestId: z.string().nullable(),
  attributes: Attributes,
  events: z.array(z.object({ name: z.string(), timestamp: z.iso.datetime(), attributes: Attributes })),
});
export type Span = z.infer<typeof Span>;

export const Trace = z.object({ ...summary, spans: z.array(Span).describe("In the order of their start") });
export type Trace = z.infer<typeof Trace>;
