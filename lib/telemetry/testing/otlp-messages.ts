// OTLP's messages, decoded with what protobufjs makes of the files that the OpenTelemetry project publishes: the code of
// another release than the exporters', which write their bytes by themselves.
import root from "otlp-messages/build/src/generated/root.js";

/** Its declarations speak of protobufjs in general; this is what pbjs wrote for each message. */
type Codec = {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
  fromObject(plain: object): object;
  toObject(message: object, options: object): object;
};
type Published = {
  collector: {
    trace: { v1: { ExportTraceServiceRequest: Codec } };
    logs: { v1: { ExportLogsServiceRequest: Codec } };
    metrics: { v1: { ExportMetricsServiceRequest: Codec } };
  };
  trace: { v1: { Span: Codec } };
};

const { collector, trace } = (root as unknown as { opentelemetry: { proto: Published } }).opentelemetry.proto;
const requests = {
  "/v1/traces": collector.trace.v1.ExportTraceServiceRequest,
  "/v1/logs": collector.logs.v1.ExportLogsServiceRequest,
  "/v1/metrics": collector.metrics.v1.ExportMetricsServiceRequest,
} as const;
export type OtlpPath = keyof typeof requests;

export const OtlpSpan = trace.v1.Span;

/** Numbers of 64 bits are texts, ids hexadecimal, enumerations by name. */
export type Message = { [name: string]: Value };
export type Value = string | number | boolean | Message | Value[];

export function decodeRequest(path: OtlpPath, bytes: Buffer): Message {
  const type = requests[path];
  const message = type.decode(bytes);
  // Fields that the files do not know are left out when it is written again.
  if (type.encode(message).finish().length !== bytes.length)
    throw new Error(`What came to ${path} holds something that the official files do not know`);
  return readable(type.toObject(message, { longs: String, enums: String })) as Message;
}

function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}
