// What the warehouse keeps of spans and log lines, as plain rows. Times are microseconds since the epoch: whole numbers that JavaScript and
// SQL both hold exactly. Attributes and events are JSON text.
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { hrTimeToMicroseconds } from "@opentelemetry/core";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { LogRecord } from "../logs/record.ts";
import { attributesText } from "./attributes-text.ts";
import { jsonText } from "./json-text.ts";
import type { Cell } from "./tables.ts";

const kinds: Record<SpanKind, string> = {
  [SpanKind.INTERNAL]: "internal",
  [SpanKind.SERVER]: "server",
  [SpanKind.CLIENT]: "client",
  [SpanKind.PRODUCER]: "producer",
  [SpanKind.CONSUMER]: "consumer",
};
const statuses: Record<SpanStatusCode, string> = {
  [SpanStatusCode.UNSET]: "unset",
  [SpanStatusCode.OK]: "ok",
  [SpanStatusCode.ERROR]: "error",
};

/** A number costs half of what a BigInt does; what it cannot hold exactly may still fit a column. */
export function micros(whole: number): number | bigint {
  const rounded = Math.round(whole);
  return Number.isSafeInteger(rounded) ? rounded : BigInt(rounded);
}
const textOrNull = (value: unknown) => (typeof value === "string" ? wellFormed(value) : null);
const wellFormed = (text: string) => text.toWellFormed();

export function spanRow(span: ReadableSpan): Cell[] {
  const { traceId, spanId } = span.spanContext();
  const { request_id, tenant_id } = span.attributes;
  return [
    traceId,
    spanId,
    span.parentSpanContext?.spanId ?? null,
    textOrNull(span.resource.attributes["service.name"]) ?? "unknown",
    wellFormed(span.name),
    kinds[span.kind],
    micros(hrTimeToMicroseconds(span.startTime)),
    micros(hrTimeToMicroseconds(span.duration)),
    statuses[span.status.code],
    textOrNull(span.status.message),
    tenant_id === undefined ? null : wellFormed(String(tenant_id)),
    request_id === undefined ? null : wellFormed(String(request_id)),
    attributesText(span),
    eventsText(span),
  ];
}

function eventsText({ events }: ReadableSpan): string {
  if (events.length === 0) return "[]";
  return jsonText(
    events.map(({ name, time, attributes }) => ({
      name,
      timeUs: Math.round(hrTimeToMicroseconds(time)),
      attributes,
    })),
  );
}

export function logRow(record: LogRecord, id: number): Cell[] {
  return [
    id,
    micros(record.timestampMs * 1_000),
    record.level,
    record.service,
    wellFormed(record.logger),
    record.message,
    record.requestId,
    record.traceId,
    record.spanId,
    record.tenantId,
    jsonText(record.attributes),
  ];
}
