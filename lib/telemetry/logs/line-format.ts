// What one JSON line looks like, for each LOG_FORMAT. Level names are those of the readers each format is for.
import type { Config } from "#lib/config/load.ts";
import type { AttributeValue, LogLevel } from "../types.ts";
import type { LogRecord } from "./record.ts";

type Field = AttributeValue | Readonly<Record<string, AttributeValue>>;
export type LineFormat = {
  levels: Record<LogLevel, string>;
  /** Every field but the level, which the writer puts first. */
  fields(record: LogRecord): Record<string, Field>;
};

const upperCase: Record<LogLevel, string> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
  critical: "CRITICAL",
};

const second = { atMs: Number.NaN, text: "" };

/** Hundreds of lines are of one second, whose text is made once. */
function isoTime(timestampMs: number): string {
  const wholeMs = Math.trunc(timestampMs);
  const atMs = Math.floor(wholeMs / 1_000) * 1_000;
  if (atMs !== second.atMs) {
    second.text = new Date(atMs).toISOString().slice(0, -"000Z".length);
    second.atMs = atMs;
  }
  return `${second.text}${String(wholeMs - atMs).padStart(3, "0")}Z`;
}

const json: LineFormat = {
  levels: upperCase,
  fields: (record) => ({
    timestamp: isoTime(record.timestampMs),
    service: record.service,
    logger: record.logger,
    message: record.message,
    request_id: record.requestId,
    trace_id: record.traceId,
    span_id: record.spanId,
    tenant_id: record.tenantId,
    attributes: record.attributes,
  }),
};

/** Flat, as structlog writes; an attribute that would hide one of the line's own keys gets a trailing `_`. */
const structlog: LineFormat = {
  levels: { debug: "debug", info: "info", warn: "warning", error: "error", critical: "critical" },
  fields(record) {
    const line: Record<string, Field> = Object.assign(Object.create(null), {
      timestamp: isoTime(record.timestampMs),
      event: record.message,
      service: record.service,
      request_id: record.requestId ?? record.traceId,
      logger: record.logger,
      trace_id: record.traceId,
      span_id: record.spanId,
      tenant_id: record.tenantId,
    });
    const own = new Set(["level", ...Object.keys(line)]);
    for (const [key, value] of Object.entries(record.attributes))
      line[own.has(key) ? `${key}_` : key] = value;
    return line;
  },
};

const django: LineFormat = {
  levels: upperCase,
  fields: (record) => ({
    timestamp: isoTime(record.timestampMs).replace("Z", "+00:00"),
    logger: record.logger,
    message: record.message,
    request_id: record.requestId,
    extra: {
      service: record.service,
      trace_id: record.traceId,
      span_id: record.spanId,
      tenant_id: record.tenantId,
      ...record.attributes,
    },
  }),
};

export const lineFormats: Record<Config["LOG_FORMAT"], LineFormat> = { json, structlog, django };
