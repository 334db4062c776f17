// The way out to an OTLP receiver. Best effort: an outage longer than the queues hold costs records, which are counted.
import { millisToHrTime } from "@opentelemetry/core";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Config } from "#lib/config/load.ts";
import type { Bound } from "#lib/contract/process-health.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { BatchQueue } from "../batch-queue.ts";
import type { Drops } from "../drops.ts";
import type { LogRecord, LogSink } from "../logs/record.ts";
import type { MetricRegistry } from "../metrics/registry.ts";
import { type Sampler, startSampler } from "../metrics/sampler.ts";
import type { Family } from "../metrics/snapshot.ts";
import type { Problems } from "../problems.ts";
import { weighLog, weighSpan } from "../weigh.ts";
import { settledWithin } from "../within.ts";
import { type Connection, createConnection } from "./connection.ts";
import { exportBatch } from "./export-batch.ts";
import { createOutwardResources, type OutwardResources } from "./outward-resources.ts";
import { createLogConverter } from "./to-log-records.ts";
import { countPoints, toResourceMetrics } from "./to-resource-metrics.ts";

export type Otlp = {
  takeSpan: (span: ReadableSpan) => void;
  takeLog: LogSink;
  /** What waits for the receiver, of what may wait. */
  bounds(): Bound[];
  flush(limitMs: number): Promise<void>;
  close(limitMs: number): Promise<void>;
};

export type OtlpOptions = {
  config: Config;
  clock: Clock;
  drops: Drops;
  problems: Problems;
  registry: MetricRegistry;
  resourceOf: (service: string) => Resource;
};

const maxWeight = 16 * 1024 * 1024;

/** Undefined, and nothing is sent anywhere, unless a receiver is configured. */
export function createOtlp(options: OtlpOptions): Otlp | undefined {
  const connection = createConnection(options.config);
  const resources = createOutwardResources(options.config);
  const traces = createSpanQueue(options, connection, resources);
  const logs = createLogQueue(options, connection, resources);
  const metrics = startMetricPush(options, connection, resources);
  if (!traces && !logs && !metrics) return undefined;
  return {
    takeSpan: (span) => traces?.push(span),
    takeLog: (record) => logs?.push(record),
    bounds: () => [
      ...(traces ? [{ part: "otlp-traces", unit: "bytes", ...traces.load } as const] : []),
      ...(logs ? [{ part: "otlp-logs", unit: "bytes", ...logs.load } as const] : []),
    ],
    async flush(limitMs) {
      await Promise.all([
        traces?.flush(limitMs),
        logs?.flush(limitMs),
        metrics && settledWithin(metrics.sample(), limitMs),
      ]);
    },
    async close(limitMs) {
      metrics?.stop();
      await Promise.all([
        traces?.close(limitMs),
        logs?.close(limitMs),
        metrics && settledWithin(metrics.sample(), limitMs),
      ]);
      connection.close();
    },
  };
}

function createSpanQueue(
  { config, drops, problems }: OtlpOptions,
  connection: Connection,
  { outwardSpan }: OutwardResources,
): BatchQueue<ReadableSpan> | undefined {
  const sending = connection.exporterOptions("traces");
  if (!sending) return undefined;
  const exporter = new OTLPTraceExporter(sending);
  return new BatchQueue<ReadableSpan>({
    limit: config.OTEL_BSP_MAX_QUEUE_SIZE,
    batchSize: config.OTEL_BSP_MAX_EXPORT_BATCH_SIZE,
    intervalMs: config.OTEL_BSP_SCHEDULE_DELAY,
    maxWeight,
    weigh: weighSpan,
    deliver: (batch) => exportBatch(exporter, batch.map(outwardSpan)).catch(undelivered(problems, "spans")),
    onDropped: (spans) => drops.count("otlp-traces", "spans", spans.length),
  });
}

function createLogQueue(
  { config, drops, problems, resourceOf }: OtlpOptions,
  connection: Connection,
  { outward }: OutwardResources,
): BatchQueue<LogRecord> | undefined {
  const sending = connection.exporterOptions("logs");
  if (!sending) return undefined;
  const exporter = new OTLPLogExporter(sending);
  const convert = createLogConverter((service) => outward(resourceOf(service)));
  return new BatchQueue<LogRecord>({
    limit: config.OTEL_BLRP_MAX_QUEUE_SIZE,
    batchSize: config.OTEL_BLRP_MAX_EXPORT_BATCH_SIZE,
    intervalMs: config.OTEL_BLRP_SCHEDULE_DELAY,
    maxWeight,
    weigh: weighLog,
    deliver: (batch) => exportBatch(exporter, batch.map(convert)).catch(undelivered(problems, "logs")),
    onDropped: (records) => drops.count("otlp-logs", "logs", records.length),
  });
}

function startMetricPush(
  options: OtlpOptions,
  connection: Connection,
  { outward }: OutwardResources,
): Sampler | undefined {
  const { config, clock, drops, problems, registry, resourceOf } = options;
  const sending = connection.exporterOptions("metrics");
  if (!sending) return undefined;
  const exporter = new OTLPMetricExporter(sending);
  const startTime = millisToHrTime(clock.nowMs());
  const push = async (families: readonly Family[]) => {
    const times = { startTime, endTime: millisToHrTime(clock.nowMs()) };
    for (const metrics of toResourceMetrics(families, (service) => outward(resourceOf(service)), times)) {
      await exportBatch(exporter, metrics)
        .catch(undelivered(problems, "metrics"))
        .catch(() => drops.count("otlp-metrics", "points", countPoints(metrics)));
    }
  };
  return startSampler({
    registry,
    intervalMs: config.OTEL_METRIC_EXPORT_INTERVAL,
    hand: push,
    onTrouble: (error) => problems.report("The metrics could not be pushed", { error: String(error) }),
  });
}

/** Says so (once in a while) and passes the failure on to whoever counts. */
function undelivered(problems: Problems, signal: string): (error: unknown) => never {
  return (error) => {
    problems.report(`The OTLP receiver did not take ${signal}; they are dropped`, { error: String(error) });
    throw error;
  };
}
