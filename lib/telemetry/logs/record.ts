import { context, isSpanContextValid, type SpanContext, TraceFlags, trace } from "@opentelemetry/api";
import { requestScopeOf } from "../request-scope.ts";
import type { AttributeValue, LogLevel } from "../types.ts";

/** One log call makes one record, and every sink gets the same one. It is never changed afterwards. */
export type LogRecord = {
  readonly timestampMs: number;
  readonly level: LogLevel;
  readonly service: string;
  readonly logger: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly tenantId: string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly sampled: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
};

/** `origin` names the line where another process recorded it, the same however often it tells of it. */
export type LogSink = (record: LogRecord, origin?: string) => void;

type Said = Pick<LogRecord, "timestampMs" | "level" | "service" | "logger" | "message" | "attributes">;

export function buildRecord(said: Said): LogRecord {
  const active = context.active();
  const scope = requestScopeOf(active);
  const span = trace.getSpanContext(active);
  // Who is sampled has ids: to read each of their characters takes longer than all the rest here.
  const traced = span && (isSampled(span) || isSpanContextValid(span)) ? span : undefined;
  const { timestampMs, level, service, logger, message, attributes } = said;
  return {
    timestampMs,
    level,
    service,
    logger,
    message,
    attributes,
    requestId: scope?.requestId ?? null,
    tenantId: scope?.tenantId ?? null,
    traceId: traced?.traceId ?? null,
    spanId: traced?.spanId ?? null,
    sampled: traced !== undefined && isSampled(traced),
  };
}

const isSampled = ({ traceFlags }: SpanContext) => (traceFlags & TraceFlags.SAMPLED) !== 0;
