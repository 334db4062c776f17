// What is answered of traces. Pages read it as well, so it is written with the small zod.
import { z } from "zod/mini";
import { TraceId } from "./trace-id.ts";

export const traceStatuses = ["ok", "error"] as const;
export const TraceStatus = z.enum(traceStatuses);
export type TraceStatus = z.infer<typeof TraceStatus>;

export const TraceDurations = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepMs: z.number().check(z.describe("The length of a step of time; steps begin at multiples of it")),
  levels: z
    .array(z.number())
    .check(
      z.describe("Milliseconds at which each level of durations begins; it ends where the next one begins"),
    ),
  cells: z
    .array(
      z.object({
        startMs: z.number().check(z.describe("When its step begins, in milliseconds since the epoch")),
        level: z.int().check(z.describe("Which of the levels")),
        count: z.int().check(z.describe("Traces that began then and took about so long")),
        failed: z.int().check(z.describe("Those of them with a span that failed")),
      }),
    )
    .check(z.describe("In the order of time and level; those without a trace are left out")),
  traces: z.int(),
  failed: z.int(),
});
export type TraceDurations = z.infer<typeof TraceDurations>;

const summary = {
  traceId: TraceId,
  root: z
    .object({ service: z.string(), name: z.string() })
    .check(z.describe("The first span: the request's own, unless the trace began outside")),
  start: z.iso.datetime(),
  durationMs: z.number(),
  services: z.array(z.string()).check(z.describe("In the order in which the trace reached them")),
  spanCount: z.int(),
  errorCount: z.int().check(z.describe("Spans that failed")),
  status: TraceStatus.check(z.describe("error as soon as one span failed, even if a retry made up for it")),
};

export const TraceSummary = z.object(summary);
export type TraceSummary = z.infer<typeof TraceSummary>;

export const TraceList = z.object({
  traces: z.array(TraceSummary),
  next: z.nullable(z.string()).check(z.describe("The cursor of the next page; null on the last one")),
});
export type TraceList = z.infer<typeof TraceList>;

const Attributes = z.record(z.string(), z.unknown());

export const Span = z.object({
  spanId: z.string(),
  parentSpanId: z.nullable(z.string()),
  service: z.string(),
  name: z.string(),
  kind: z.enum(["internal", "server", "client", "producer", "consumer"]),
  start: z.iso.datetime(),
  durationMs: z.number(),
  status: z.enum(["unset", "ok", "error"]),
  statusMessage: z.nullable(z.string()),
  tenantId: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
  attributes: Attributes,
  events: z.array(z.object({ name: z.string(), timestamp: z.iso.datetime(), attributes: Attributes })),
});
export type Span = z.infer<typeof Span>;

export const Trace = z.object({
  ...summary,
  spans: z.array(Span).check(z.describe("In the order of their start")),
});
export type Trace = z.infer<typeof Trace>;

/** A span, and who recorded it. */
export const SpanDetails = z.object({
  ...Span.shape,
  resource: z.record(z.string(), z.string()).check(z.describe("Who recorded it, as far as it is kept")),
});
export type SpanDetails = z.infer<typeof SpanDetails>;

export const SpanMatches = z.object({ spanIds: z.array(z.string()) });
export type SpanMatches = z.infer<typeof SpanMatches>;
