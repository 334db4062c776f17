// What the warehouse keeps, as plain rows. Times are microseconds since the epoch: whole numbers that JavaScript and
// SQL both hold exactly. Attributes, events and labels are JSON text.
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { hrTimeToMicroseconds } from "@opentelemetry/core";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { LogRecord } from "../logs/record.ts";
import type { Family } from "../metrics/snapshot.ts";
import { processService } from "../service-resource.ts";
import type { Labels } from "../types.ts";
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

const micros = (whole: number) => BigInt(Math.round(whole));
const textOrNull = (value: unknown) => (typeof value === "string" ? wellFormed(value) : null);
const wellFormed = (text: string) => text.toWellFormed();
const jsonText = (value: unknown) => JSON.stringify(value).toWellFormed();

export function spanRow(span: ReadableSpan): Cell[] {
  const { traceId, spanId } = span.spanContext();
  const events = span.events.map(({ name, time, attributes }) => ({
    name,
    timeUs: Math.round(hrTimeToMicroseconds(time)),
    attributes,
  }));
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
    textOrNull(span.attributes.tenant_id),
    textOrNull(span.attributes.request_id),
    jsonText(span.attributes),
    jsonText(events),
  ];
}

export function logRow(record: LogRecord, id: bigint): Cell[] {
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

/** One row a series; a histogram is one row with its bounds and cumulative counts. */
export function* pointRows(families: readonly Family[], timestampMs: number): Generator<Cell[]> {
  const time = micros(timestampMs * 1_000);
  for (const family of families) {
    const { name, kind } = family;
    if (kind === "histogram") {
      const bounds = jsonText(family.series[0]?.bounds ?? []);
      for (const { labels, sum, count, cumulative } of family.series) {
        yield [time, name, kind, ...labelCells(labels), sum, BigInt(count), bounds, jsonText(cumulative)];
      }
    } else {
      for (const { labels, value } of family.series) {
        if (!Number.isNaN(value)) yield [time, name, kind, ...labelCells(labels), value, null, null, null];
      }
    }
  }
}

/** A series keeps its labels object for life, so this text is not made anew for every sample. */
const knownCells = new WeakMap<Labels, [service: string, labels: string]>();

function labelCells(labels: Labels): [service: string, labels: string] {
  const known = knownCells.get(labels);
  if (known) return known;
  const { service, ...rest } = labels;
  const cells: [string, string] = [service ?? processService, jsonText(rest)];
  knownCells.set(labels, cells);
  return cells;
}
