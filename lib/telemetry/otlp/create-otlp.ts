// The way out to an OTLP receiver. Best effort: an outage longer than the queues hold costs records, which are counted.
import { millisToHrTime } from "@opentelemetry/core";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Config } from "#lib/config/load.ts";
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
import { createLogConverter } from "./to-log-records.ts";
import { countPoints, toResourceMetrics } from "./to-resource-metrics.ts";

export type Otlp = {
  takeSpan: (span: ReadableSpan) => void;
  takeLog: LogSink;
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

const queueShape = { limit: 8_192, maxWeight: 16 * 1024 * 1024, batchSize: 512, intervalMs: 1_000 };

/** Undefined, and nothing is sent anywhere, unless a receiver is configured. */
export function createOtlp(options: OtlpOptions): Otlp | undefined {
  const { config } = options;
  if (!config.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const connection = createConnection(config.OTEL_EXPORTER_OTLP_ENDPOINT, config.OTEL_EXPORTER_OTLP_HEADERS);
  const traces = config.OTEL_TRACES_EXPORTER === "otlp" ? createSpanQueue(options, connection) : undefined;
  const logs = createLogQueue(options, connection);
  const metrics = startMetricPush(options, connection);
  return {
    takeSpan: (span) => traces?.push(span),
    takeLog: (record) => logs.push(record),
    async flush(limitMs) {
      await Promise.all([
        traces?.flush(limitMs),
        logs.flush(limitMs),
        settledWithin(metrics.sample(), limitMs),
      ]);
    },
    async close(limitMs) {
      metrics.stop();
      await Promise.all([
        traces?.close(limitMs),
        logs.close(limitMs),
        settledWithin(metrics.sample(), limitMs),
      ]);
      connection.close();
    },
  };
}

function createSpanQueue({ drops, problems }: OtlpOptions, connection: Connection): BatchQueue<ReadableSpan> {
  const exporter = new OTLPTraceExporter(connection.exporterOptions("v1/traces"));
  return new BatchQueue<ReadableSpan>({
    ...queueShape,
    weigh: weighSpan,
    deliver: (batch) => exportBatch(exporter, [...batch]).catch(undelivered(problems, "spans")),
    onDropped: (spans) => drops.count("otlp-traces", "spans", spans.length),
  });
}

function createLogQueue(
  { drops, problems, resourceOf }: OtlpOptions,
  connection: Connection,
): BatchQueue<LogRecord> {
  const exporter = new OTLPLogExporter(connection.exporterOptions("v1/logs"));
  const convert = createLogConverter(resourceOf);
  return new BatchQueue<LogRecord>({
    ...queueShape,
    weigh: weighLog,
    deliver: (batch) => exportBatch(exporter, batch.map(convert)).catch(undelivered(problems, "logs")),
    onDropped: (records) => drops.count("otlp-logs", "logs", records.length),
  });
}

function startMetricPush(options: OtlpOptions, connection: Connection): Sampler {
  const { config, clock, drops, problems, registry, resourceOf } = options;
  const exporter = new OTLPMetricExporter(connection.exporterOptions("v1/metrics"));
  const startTime = millisToHrTime(clock.nowMs());
  const push = async (families: readonly Family[]) => {
    const times = { startTime, endTime: millisToHrTime(clock.nowMs()) };
    for (const metrics of toResourceMetrics(families, resourceOf, times)) {
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
