// Roughly how many characters a record keeps in memory, so that queues are bounded by size and not only by number.
import type { Attributes as SpanAttributes } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { LogRecord } from "./logs/record.ts";

/** What a record takes besides its texts. */
const frame = 500;

function weighAttributes(attributes: SpanAttributes | LogRecord["attributes"]): number {
  let weight = 0;
  for (const key in attributes) {
    const value: unknown = attributes[key];
    weight +=
      key.length +
      (typeof value === "string" ? value.length : Array.isArray(value) ? String(value).length : 8);
  }
  return weight;
}

export function weighSpan(span: ReadableSpan): number {
  let weight = frame + weighAttributes(span.attributes);
  for (const event of span.events) weight += event.name.length + weighAttributes(event.attributes ?? {});
  return weight;
}

export function weighLog(record: LogRecord): number {
  return frame + record.message.length + weighAttributes(record.attributes);
}
