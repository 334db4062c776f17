// The fields of OTLP's messages that tests look at, by their numbers in opentelemetry-proto.
import type { Shape } from "./decode-protobuf.ts";

const anyValue = (): Shape => ({
  1: ["string", "string"],
  2: ["bool", "bool"],
  3: ["int", "int64"],
  4: ["double", "double"],
});
const attribute = (): Shape => ({ 1: ["key", "string"], 2: ["value", anyValue] });
const resource = (): Shape => ({ 1: ["attributes", attribute, "repeated"] });
const scope = (): Shape => ({ 1: ["name", "string"], 2: ["version", "string"] });

const span = (): Shape => ({
  1: ["traceId", "hex"],
  2: ["spanId", "hex"],
  4: ["parentSpanId", "hex"],
  5: ["name", "string"],
  6: ["kind", "uint"],
  7: ["start", "fixed64"],
  8: ["end", "fixed64"],
  9: ["attributes", attribute, "repeated"],
});
const scopeSpans = (): Shape => ({ 1: ["scope", scope], 2: ["records", span, "repeated"] });
const resourceSpans = (): Shape => ({ 1: ["resource", resource], 2: ["scopes", scopeSpans, "repeated"] });
export const tracesRequest: Shape = { 1: ["resources", resourceSpans, "repeated"] };

const logRecord = (): Shape => ({
  1: ["time", "fixed64"],
  2: ["severityNumber", "uint"],
  3: ["severityText", "string"],
  5: ["body", anyValue],
  6: ["attributes", attribute, "repeated"],
  9: ["traceId", "hex"],
  10: ["spanId", "hex"],
});
const scopeLogs = (): Shape => ({ 1: ["scope", scope], 2: ["records", logRecord, "repeated"] });
const resourceLogs = (): Shape => ({ 1: ["resource", resource], 2: ["scopes", scopeLogs, "repeated"] });
export const logsRequest: Shape = { 1: ["resources", resourceLogs, "repeated"] };

const numberPoint = (): Shape => ({
  7: ["attributes", attribute, "repeated"],
  2: ["start", "fixed64"],
  3: ["time", "fixed64"],
  4: ["value", "double"],
});
const histogramPoint = (): Shape => ({
  9: ["attributes", attribute, "repeated"],
  2: ["start", "fixed64"],
  3: ["time", "fixed64"],
  4: ["count", "fixed64"],
  5: ["sum", "double"],
  6: ["counts", "packed fixed64"],
  7: ["bounds", "packed double"],
});
const gauge = (): Shape => ({ 1: ["points", numberPoint, "repeated"] });
const sum = (): Shape => ({
  1: ["points", numberPoint, "repeated"],
  2: ["temporality", "uint"],
  3: ["monotonic", "bool"],
});
const histogram = (): Shape => ({ 1: ["points", histogramPoint, "repeated"], 2: ["temporality", "uint"] });
const metric = (): Shape => ({
  1: ["name", "string"],
  2: ["description", "string"],
  5: ["gauge", gauge],
  7: ["sum", sum],
  9: ["histogram", histogram],
});
const scopeMetrics = (): Shape => ({ 1: ["scope", scope], 2: ["records", metric, "repeated"] });
const resourceMetrics = (): Shape => ({ 1: ["resource", resource], 2: ["scopes", scopeMetrics, "repeated"] });
export const metricsRequest: Shape = { 1: ["resources", resourceMetrics, "repeated"] };
