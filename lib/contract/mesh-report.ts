// What a service that runs as a process of its own tells the main process, and what it hears in reply.
import { z } from "zod";
import { Fault, longestFaultSeconds } from "./fault.ts";
import { LogLevel } from "./log-answers.ts";
import { BreakerState, ServiceId } from "./mesh.ts";
import { TraceId } from "./trace-id.ts";

const SpanId = z.string().regex(/^[0-9a-f]{16}$/, "A span id is 16 hexadecimal digits, in lower case");
/** The largest time that a date can stand for; how near to now it must be is for whoever has the clock. */
const latestMs = 8.64e15;
/** Carries the secret that all processes of one mesh share. */
export const meshTokenHeader = "x-mesh-token";

/** Seconds since the epoch, and nanoseconds. */
const PreciseTime = z.tuple([
  z
    .int()
    .min(0)
    .max(latestMs / 1_000),
  z.int().min(0).max(999_999_999),
]);
/** More of anything than one process can have. */
const most = 1_000_000;
const Value = z.union([z.string(), z.number(), z.boolean()]);
const Attributes = z.record(
  z.string().max(256),
  z.union([Value, z.array(z.string()), z.array(z.number()), z.array(z.boolean())]),
);

const isInOrder = ([seconds, nanos]: [number, number], [laterSeconds, laterNanos]: [number, number]) =>
  seconds < laterSeconds || (seconds === laterSeconds && nanos <= laterNanos);

export const spanKinds = ["internal", "server", "client", "producer", "consumer"] as const;
export const spanStatuses = ["unset", "ok", "error"] as const;

export const ReportedSpan = z
  .strictObject({
    traceId: TraceId,
    spanId: SpanId,
    parentSpanId: SpanId.nullable(),
    service: z.string().min(1).max(63),
    name: z.string().max(1_024),
    kind: z.enum(spanKinds),
    start: PreciseTime,
    end: PreciseTime,
    status: z.enum(spanStatuses),
    statusMessage: z.string().nullable(),
    attributes: Attributes,
    events: z.array(z.strictObject({ name: z.string(), at: PreciseTime, attributes: Attributes })).max(64),
  })
  .refine(({ start, end }) => isInOrder(start, end), "A span ends when it starts, or later");
export type ReportedSpan = z.infer<typeof ReportedSpan>;

export const ReportedLog = z.strictObject({
  timestampMs: z.number().min(0).max(latestMs),
  level: LogLevel,
  service: z.string().min(1).max(63),
  logger: z.string().max(256),
  message: z.string().max(8_192),
  requestId: z.string().max(128).nullable(),
  tenantId: z.string().max(63).nullable(),
  traceId: z.nullable(TraceId),
  spanId: SpanId.nullable(),
  sampled: z.boolean(),
  attributes: z.record(z.string().max(256), Value.nullable()),
});
export type ReportedLog = z.infer<typeof ReportedLog>;

/** No call lasts longer. */
export const longestLatencyMs = 600_000;
/** What was called before that is not shown anywhere any more. */
export const longestAgoMs = 900_000;

/** A finished attempt at a call, as the reporting process saw it; clocks differ, so it says how long ago that was. */
export const ReportedCall = z.strictObject({
  from: ServiceId,
  to: ServiceId,
  latencyMs: z.number().min(0).max(longestLatencyMs),
  failed: z.boolean(),
  agoMs: z.number().min(0).max(longestAgoMs),
});
export type ReportedCall = z.infer<typeof ReportedCall>;

/** How the service is at the moment of the report. */
export const ReportedState = z.strictObject({
  /** What a readiness probe would find. */
  answers: z.boolean(),
  busy: z.int().min(0).max(most),
  queued: z.int().min(0).max(most),
  edges: z
    .array(
      z.strictObject({ to: ServiceId, breaker: BreakerState, retriesPerSecond: z.number().min(0).max(most) }),
    )
    .max(1_000),
});
export type ReportedState = z.infer<typeof ReportedState>;

/** A report is larger than this only by mistake; how many bytes it may have is the server's body limit. */
const mostRows = 10_000;

export const MeshReport = z.strictObject({
  service: ServiceId,
  instance: z.uuid().describe("Names this run of the process"),
  version: z.string().max(64),
  sequence: z
    .int()
    .positive()
    .max(1_000_000_000_000)
    .describe("Ascends with every report of the instance; one that comes again adds nothing"),
  state: ReportedState,
  spans: z.array(ReportedSpan).max(mostRows),
  logs: z.array(ReportedLog).max(mostRows),
  calls: z.array(ReportedCall).max(mostRows),
});
export type MeshReport = z.infer<typeof MeshReport>;

/** Clocks differ, so what counts is how long it lasts from now on. */
export const FaultElsewhere = z.object({
  ...Fault.shape,
  remainingMs: z
    .number()
    .nonnegative()
    .max(longestFaultSeconds * 1_000),
});
export type FaultElsewhere = z.infer<typeof FaultElsewhere>;

export const MeshReportReply = z.strictObject({
  faults: z.array(FaultElsewhere).describe("All that are armed"),
});
export type MeshReportReply = z.infer<typeof MeshReportReply>;
