// OTLP's messages, decoded with the files that the OpenTelemetry project publishes.
import { join } from "node:path";
import protobuf from "protobufjs";

const folder = join(import.meta.dirname, "opentelemetry-proto");
const root = new protobuf.Root();
root.resolvePath = (_, imported) => join(folder, imported);
const services = { "/v1/traces": "Trace", "/v1/logs": "Logs", "/v1/metrics": "Metrics" } as const;
export type OtlpPath = keyof typeof services;

root.loadSync(
  Object.values(services).map((name) => {
    const signal = name.toLowerCase();
    return `opentelemetry/proto/collector/${signal}/v1/${signal}_service.proto`;
  }),
);

/** Numbers of 64 bits are texts, ids hexadecimal, enumerations by name. */
export type Message = { [name: string]: Value };
export type Value = string | number | boolean | Message | Value[];

export function decodeRequest(path: OtlpPath, bytes: Buffer): Message {
  const name = services[path];
  const type = root.lookupType(
    `opentelemetry.proto.collector.${name.toLowerCase()}.v1.Export${name}ServiceRequest`,
  );
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
