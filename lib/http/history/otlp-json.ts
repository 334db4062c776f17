// Spans as OTLP has them in JSON: ids hexadecimal, enumerations as numbers, whole numbers of 64 bits as texts.
import type { StoredSpan } from "#lib/telemetry/types.ts";

type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number }
  | { arrayValue: { values?: AnyValue[] } }
  | { kvlistValue: { values?: KeyValue[] } }
  | Record<string, never>;
type KeyValue = { key: string; value: AnyValue };

const kinds: Record<StoredSpan["kind"], number> = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};
const codes = { unset: 0, ok: 1, error: 2 } as const;

export function otlpSpan(span: StoredSpan) {
  const { traceId, spanId, parentSpanId, name, kind, startUs, durationUs, status, statusMessage, events } =
    span;
  return {
    traceId,
    spanId,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanosOf(startUs),
    endTimeUnixNano: nanosOf(startUs + durationUs),
    ...attributesOf(withOwner(span)),
    ...(events.length === 0
      ? {}
      : {
          events: events.map((event) => ({
            timeUnixNano: nanosOf(event.timeUs),
            name: event.name,
            ...attributesOf(event.attributes),
          })),
        }),
    ...(status === "unset" && !statusMessage
      ? {}
      : { status: { ...(statusMessage ? { message: statusMessage } : {}), code: codes[status] } }),
  };
}

export function otlpResource(resource: Readonly<Record<string, string>>) {
  return attributesOf(resource);
}

/** Both are kept beside the attributes, but whoever reads the file knows them as such. */
function withOwner({ attributes, tenantId, requestId }: StoredSpan): Record<string, unknown> {
  return {
    ...attributes,
    ...(tenantId === null ? {} : { tenant_id: tenantId }),
    ...(requestId === null ? {} : { request_id: requestId }),
  };
}

/** As text: as a number it would have more digits than JavaScript keeps. */
const nanosOf = (us: number) => `${us}000`;

/** What is empty is left out, as everywhere in this format. */
function attributesOf(attributes: Readonly<Record<string, unknown>>): { attributes?: KeyValue[] } {
  const pairs = keyValues(attributes);
  return pairs.length > 0 ? { attributes: pairs } : {};
}

function keyValues(values: object): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: unknown): AnyValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: value.length > 0 ? { values: value.map(anyValue) } : {} };
  if (typeof value !== "object" || value === null) return {};
  const values = keyValues(value);
  return { kvlistValue: values.length > 0 ? { values } : {} };
}
