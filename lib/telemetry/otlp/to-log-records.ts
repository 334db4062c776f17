import { TraceFlags } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { millisToHrTime } from "@opentelemetry/core";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { LogRecord } from "../logs/record.ts";
import type { LogLevel } from "../types.ts";

const severities: Record<LogLevel, [SeverityNumber, string]> = {
  debug: [SeverityNumber.DEBUG, "DEBUG"],
  info: [SeverityNumber.INFO, "INFO"],
  warn: [SeverityNumber.WARN, "WARNING"],
  error: [SeverityNumber.ERROR, "ERROR"],
  critical: [SeverityNumber.FATAL, "CRITICAL"],
};

/** The exporter groups records by the identity of their resource and scope, so each exists once. */
export function createLogConverter(
  resourceOf: (service: string) => Resource,
): (record: LogRecord) => ReadableLogRecord {
  const scopes = new Map<string, { name: string }>();
  const scopeOf = (name: string) => {
    const scope = scopes.get(name) ?? { name };
    scopes.set(name, scope);
    return scope;
  };
  return (record) => {
    const [severityNumber, severityText] = severities[record.level];
    const time = millisToHrTime(record.timestampMs);
    const { traceId, spanId, requestId, tenantId } = record;
    return {
      hrTime: time,
      hrTimeObserved: time,
      severityNumber,
      severityText,
      body: record.message,
      resource: resourceOf(record.service),
      instrumentationScope: scopeOf(record.logger),
      attributes: {
        ...record.attributes,
        ...(requestId ? { request_id: requestId } : {}),
        ...(tenantId ? { tenant_id: tenantId } : {}),
      },
      droppedAttributesCount: 0,
      ...(traceId && spanId
        ? {
            spanContext: {
              traceId,
              spanId,
              traceFlags: record.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
            },
          }
        : {}),
    };
  };
}
