import { z } from "zod";
import { pageOfHistory, TraceId } from "./history-query.ts";
import { tenants } from "./tenant.ts";
import { checkTimeRange } from "./time-range.ts";

export const traceStatuses = ["ok", "error"] as const;
export const TraceStatus = z.enum(traceStatuses);
export type TraceStatus = z.infer<typeof TraceStatus>;

export const TraceQuery = z
  .strictObject({
    ...pageOfHistory,
    service: pageOfHistory.service.describe("Only traces that this service has a span in"),
    operation: z.string().min(1).max(200).optional().describe("The name of a span, of that service if given"),
    status: TraceStatus.optional().describe(
      "error: a span of that service and operation failed; ok: none of them did",
    ),
    minDurationMs: z.coerce.number().min(0).max(86_400_000).optional(),
    tenant: z.enum(tenants).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,16}-[0-9a-f]{32}$/)
      .optional()
      .describe("`next` of the page before"),
  })
  .superRefine(checkTimeRange);
export type TraceQuery = z.infer<typeof TraceQuery>;

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
