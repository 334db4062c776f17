// A log line as ProdSentinel takes it. Its signal id is made once, with the line, and stays the same however often it is
// sent: that is how the receiver knows what it has already.
import { createHash, randomUUID } from "node:crypto";
import type { LogLevel } from "#lib/contract/log-level.ts";
import type { LogRecord } from "#lib/telemetry/logs/record.ts";

export type Event = { signalId: string; text: string };

/** The receiver has no word for what is finer than INFO, so such lines stay here. */
const levels: Record<LogLevel, string | undefined> = {
  debug: undefined,
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
  critical: "CRITICAL",
};

/** Shipping reports on itself under this name; sending that as well would never end. */
export const ownLogger = "shipping";

/** `origin` names the line where another process told of it: told twice, it is still one event. */
export function toEvent(record: LogRecord, origin?: string): Event | undefined {
  const level = levels[record.level];
  if (level === undefined || record.logger === ownLogger) return undefined;
  const signalId = origin === undefined ? randomUUID() : signalIdOf(origin);
  const { logger, requestId, spanId, tenantId } = record;
  const text = JSON.stringify({
    signal_id: signalId,
    trace_id: record.traceId ?? requestId ?? "",
    service_name: record.service,
    timestamp: new Date(record.timestampMs).toISOString(),
    level,
    message: record.message,
    attributes: {
      logger,
      ...(requestId !== null && { request_id: requestId }),
      ...(spanId !== null && { span_id: spanId }),
      ...(tenantId !== null && { tenant_id: tenantId }),
      ...record.attributes,
    },
  });
  return { signalId, text };
}

/** A UUID of version 8: its bits are of our own making. */
function signalIdOf(origin: string): string {
  const bytes = createHash("sha256").update(origin).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The event that a line of a file holds; undefined when it is not whole. */
export function readEvent(text: string): Event | undefined {
  const signalId = fieldsOf(text)?.signal_id;
  return typeof signalId === "string" ? { signalId, text } : undefined;
}

export function momentOf(text: string): number | undefined {
  const ms = Date.parse(String(fieldsOf(text)?.timestamp));
  return Number.isNaN(ms) ? undefined : ms;
}

function fieldsOf(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
