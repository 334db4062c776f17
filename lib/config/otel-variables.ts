// OpenTelemetry's standard variables, as far as they mean something here. The SDK's own reading of them decides nothing.
import { count, flag, headerPairs, httpUrl, oneOf, resourceAttributes, serviceName } from "./kinds.ts";

const queue = (of: string) => ({
  delay: count(10, 600_000)
    .default(1_000)
    .describe(`Milliseconds that ${of} wait for others to be sent with`),
  limit: count(1, 1_000_000)
    .default(8_192)
    .describe(`How many ${of} may wait; the rest is dropped and counted`),
  batch: count(1, 100_000).default(512).describe(`How many ${of} are sent at once`),
});
const spans = queue("spans");
const records = queue("log records");
const endpointOf = (signal: string) =>
  httpUrl.optional().describe(`The whole address for ${signal}, where it is another one`);
const headersOf = (signal: string) =>
  headerPairs.optional().describe(`Headers for ${signal}, beside or instead of those for all`);

export const otelVariables = {
  OTEL_SDK_DISABLED: flag
    .default(false)
    .describe("`true` sends nothing to anybody, whatever else is set; what Faultmart keeps itself stays"),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl
    .optional()
    .describe("Send traces, logs and metrics to this OTLP/HTTP receiver, at `/v1/traces` and so on below it"),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpointOf("traces"),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: endpointOf("logs"),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpointOf("metrics"),
  OTEL_EXPORTER_OTLP_HEADERS: headerPairs.optional().describe("Headers for the receiver, such as its key"),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: headersOf("traces"),
  OTEL_EXPORTER_OTLP_LOGS_HEADERS: headersOf("logs"),
  OTEL_EXPORTER_OTLP_METRICS_HEADERS: headersOf("metrics"),
  OTEL_EXPORTER_OTLP_PROTOCOL: oneOf(["http/protobuf"])
    .default("http/protobuf")
    .describe("What is spoken; gRPC and JSON are not"),
  OTEL_EXPORTER_OTLP_TIMEOUT: count(1, 600_000)
    .default(10_000)
    .describe("Milliseconds one export may take with all its attempts"),
  OTEL_EXPORTER_OTLP_COMPRESSION: oneOf(["none", "gzip"])
    .default("none")
    .describe("How what is sent is packed"),
  OTEL_TRACES_EXPORTER: oneOf(["otlp", "console", "none"])
    .default("otlp")
    .describe("`console` prints spans; `none` sends none"),
  OTEL_LOGS_EXPORTER: oneOf(["otlp", "none"]).default("otlp").describe("`none` sends no log records"),
  OTEL_METRICS_EXPORTER: oneOf(["otlp", "none"])
    .default("otlp")
    .describe("`none` sends no metrics; `/metrics` is there all the same"),
  OTEL_SERVICE_NAME: serviceName
    .default("faultmart")
    .describe(
      "Under which name the process itself is told of, such as its front door; the services keep theirs",
    ),
  OTEL_RESOURCE_ATTRIBUTES: resourceAttributes
    .default({})
    .describe(
      "Told with everything that is sent; a service's own name, version and instance stay as they are",
    ),
  OTEL_METRIC_EXPORT_INTERVAL: count(1_000, 600_000)
    .default(60_000)
    .describe("Milliseconds between metric exports"),
  OTEL_BSP_SCHEDULE_DELAY: spans.delay,
  OTEL_BSP_MAX_QUEUE_SIZE: spans.limit,
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: spans.batch,
  OTEL_BLRP_SCHEDULE_DELAY: records.delay,
  OTEL_BLRP_MAX_QUEUE_SIZE: records.limit,
  OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: records.batch,
};
