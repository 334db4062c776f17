// Finished spans on their way from one process to another, there and back.
import {
  type Attributes,
  type HrTime,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
} from "@opentelemetry/api";
import { hrTimeDuration } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { ATTR_SERVICE_NAME } from "@opentelemetry/semantic-conventions";
import { type ReportedSpan, spanKinds, spanStatuses } from "#lib/contract/mesh-report.ts";
import { processService } from "../service-resource.ts";

const kindNumbers: Record<ReportedSpan["kind"], SpanKind> = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};
const statusNumbers: Record<ReportedSpan["status"], SpanStatusCode> = {
  unset: SpanStatusCode.UNSET,
  ok: SpanStatusCode.OK,
  error: SpanStatusCode.ERROR,
};

export function toReportedSpan(span: ReadableSpan): ReportedSpan {
  const { traceId, spanId } = span.spanContext();
  const service = span.resource.attributes[ATTR_SERVICE_NAME];
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    service: typeof service === "string" ? service : processService,
    name: span.name,
    kind: spanKinds.find((kind) => kindNumbers[kind] === span.kind) ?? "internal",
    start: wholeTime(span.startTime),
    end: wholeTime(span.endTime),
    status: spanStatuses.find((status) => statusNumbers[status] === span.status.code) ?? "unset",
    statusMessage: span.status.message ?? null,
    attributes: plainAttributes(span.attributes),
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      at: wholeTime(time),
      attributes: plainAttributes(attributes ?? {}),
    })),
  };
}

export function toReadableSpan(span: ReportedSpan, resource: Resource): ReadableSpan {
  const own = contextOf(span.traceId, span.spanId);
  return {
    name: span.name,
    kind: kindNumbers[span.kind],
    spanContext: () => own,
    ...(span.parentSpanId ? { parentSpanContext: contextOf(span.traceId, span.parentSpanId) } : {}),
    startTime: span.start,
    endTime: span.end,
    duration: hrTimeDuration(span.start, span.end),
    status: {
      code: statusNumbers[span.status],
      ...(span.statusMessage === null ? {} : { message: span.statusMessage }),
    },
    attributes: span.attributes,
    events: span.events.map(({ name, at, attributes }) => ({ name, time: at, attributes })),
    links: [],
    ended: true,
    resource,
    instrumentationScope: { name: "faultmart" },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

const contextOf = (traceId: string, spanId: string): SpanContext => ({
  traceId,
  spanId,
  traceFlags: TraceFlags.SAMPLED,
});

/** A time from a fractional clock can have a part of a nanosecond. */
function wholeTime([seconds, nanos]: HrTime): [number, number] {
  return [seconds, Math.min(999_999_999, Math.floor(nanos))];
}

/** What JSON can say: no number that is none, no gap in a list. */
function plainAttributes(attributes: Attributes): ReportedSpan["attributes"] {
  const plain: ReportedSpan["attributes"] = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    plain[key] = Array.isArray(value) ? plainList(value) : plainValue(value);
  }
  return plain;
}

/** The items of a list are of one type, says OpenTelemetry; a list that breaks that is one of texts. */
function plainList(list: readonly unknown[]): string[] | number[] | boolean[] {
  const items = list.filter((item) => item !== null && item !== undefined).map(plainValue);
  if (items.every((item) => typeof item === "number")) return items;
  if (items.every((item) => typeof item === "boolean")) return items;
  return items.map(String);
}

function plainValue(value: unknown): string | number | boolean {
  if (typeof value === "string" || typeof value === "boolean") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : String(value);
}
