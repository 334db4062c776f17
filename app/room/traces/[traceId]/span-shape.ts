// What the panel reads of a span. The whole contract is written with a library that would be a third of the page.
import { array, enum as choice, nullable, number, object, record, string, unknown } from "zod/mini";

const attributes = record(string(), unknown());

export const SpanShape = object({
  spanId: string(),
  parentSpanId: nullable(string()),
  service: string(),
  name: string(),
  kind: choice(["internal", "server", "client", "producer", "consumer"]),
  start: string(),
  durationMs: number(),
  status: choice(["unset", "ok", "error"]),
  statusMessage: nullable(string()),
  tenantId: nullable(string()),
  requestId: nullable(string()),
  attributes,
  events: array(object({ name: string(), timestamp: string(), attributes })),
  resource: record(string(), string()),
});
