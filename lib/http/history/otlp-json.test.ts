import { expect, test } from "vitest";
import { OtlpSpan } from "#lib/telemetry/testing/otlp-messages.ts";
import type { StoredSpan } from "#lib/telemetry/types.ts";
import { otlpSpan } from "./otlp-json.ts";

const span: StoredSpan = {
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentSpanId: "00f067aa0ba902b7",
  service: "payment-service",
  name: "POST /charge",
  kind: "server",
  startUs: 1_767_571_200_000_123,
  durationUs: 2_500,
  status: "error",
  statusMessage: "the card was declined",
  tenantId: "merch",
  requestId: "req-1",
  attributes: { text: "a", whole: 12, part: 0.5, huge: 1e21, on: true, list: ["a", 1, false], none: [] },
  events: [
    { name: "exception", timeUs: 1_767_571_200_001_000, attributes: { "exception.message": "declined" } },
  ],
};

/** OTLP writes ids in hexadecimal where the plain JSON of protobuf has base64. */
const withBytes = (written: ReturnType<typeof otlpSpan>) => ({
  ...written,
  traceId: Buffer.from(written.traceId, "hex").toString("base64"),
  spanId: Buffer.from(written.spanId, "hex").toString("base64"),
  ...(written.parentSpanId
    ? { parentSpanId: Buffer.from(written.parentSpanId, "hex").toString("base64") }
    : {}),
});

function readBack(written: ReturnType<typeof otlpSpan>) {
  const bytes = OtlpSpan.encode(OtlpSpan.fromObject(withBytes(written))).finish();
  return OtlpSpan.toObject(OtlpSpan.decode(bytes), { longs: String, enums: Number, bytes: String });
}

test("a span reads back through the official definitions exactly as it was written", () => {
  const written = otlpSpan(span);
  expect(readBack(written)).toEqual(withBytes(written));
  expect(written).toMatchObject({
    kind: 2,
    startTimeUnixNano: "1767571200000123000",
    endTimeUnixNano: "1767571200002623000",
    status: { code: 2, message: "the card was declined" },
    attributes: [
      { key: "text", value: { stringValue: "a" } },
      { key: "whole", value: { intValue: "12" } },
      { key: "part", value: { doubleValue: 0.5 } },
      { key: "huge", value: { doubleValue: 1e21 } },
      { key: "on", value: { boolValue: true } },
      {
        key: "list",
        value: { arrayValue: { values: [{ stringValue: "a" }, { intValue: "1" }, { boolValue: false }] } },
      },
      { key: "none", value: { arrayValue: {} } },
      { key: "tenant_id", value: { stringValue: "merch" } },
      { key: "request_id", value: { stringValue: "req-1" } },
    ],
  });
});

test.each([
  ["internal", 1],
  ["server", 2],
  ["client", 3],
  ["producer", 4],
  ["consumer", 5],
] as const)("the kind %s is number %i", (kind, number) => {
  expect(otlpSpan({ ...span, kind }).kind).toBe(number);
});

test("what a span does not say is left out", () => {
  const bare: StoredSpan = {
    ...span,
    parentSpanId: null,
    status: "unset",
    statusMessage: null,
    tenantId: null,
    requestId: null,
    attributes: {},
    events: [],
  };
  expect(Object.keys(otlpSpan(bare))).toEqual([
    "traceId",
    "spanId",
    "name",
    "kind",
    "startTimeUnixNano",
    "endTimeUnixNano",
  ]);
});
