// Wires telemetry: what is recorded (spans, logs, metrics) to where it goes (lines, registry, warehouse, OTLP).
import type { Writable } from "node:stream";
import { ConsoleSpanExporter, SimpleSpanProcessor, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Config } from "#lib/config/load.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createDrops } from "./drops.ts";
import { createLogger } from "./logs/logger.ts";
import { createLogOutputs } from "./logs/outputs.ts";
import type { LogSink } from "./logs/record.ts";
import { createStderrLogger } from "./logs/stderr-logger.ts";
import { countSeries } from "./metrics/count-series.ts";
import { contentTypes, renderExposition } from "./metrics/exposition.ts";
import { createMeters } from "./metrics/meter.ts";
import { negotiateFormat } from "./metrics/negotiate.ts";
import { createRegistry } from "./metrics/registry.ts";
import { startSampler } from "./metrics/sampler.ts";
import { createSelfMetrics } from "./metrics/self-metrics.ts";
import { readRegistry } from "./metrics/snapshot.ts";
import { createOtlp } from "./otlp/create-otlp.ts";
import { listenToDiagnostics } from "./otlp/diagnostics.ts";
import { createProblems } from "./problems.ts";
import { createResources, type Identity, processService } from "./service-resource.ts";
import { createTracer } from "./traces/create-tracer.ts";
import { createRecordingProcessor } from "./traces/recording-processor.ts";
import { startSdk } from "./traces/start-sdk.ts";
import type { ServiceTelemetry, Telemetry } from "./types.ts";
import { createWarehouse } from "./warehouse/create-warehouse.ts";

export type TelemetryOptions = Identity & {
  config: Config;
  clock: Clock;
  stdout?: Writable;
  stderr?: Writable;
};

/** How long all sinks together may take to get rid of what they hold, before the rest is given up and counted. */
const flushLimitMs = 5_000;
/** After a flush there is little left; a sink that still hangs is left behind. */
const closeLimitMs = 1_000;
/** The resolution of metrics in the warehouse. */
const pointIntervalMs = 10_000;

export async function createTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const opened = new AsyncDisposableStack();
  try {
    return assemble(options, await startRecording(options, opened), opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

type Recording = Awaited<ReturnType<typeof startRecording>>;

function assemble(options: TelemetryOptions, recording: Recording, opened: AsyncDisposableStack): Telemetry {
  const { registry, logging, meters, resourceOf, spanProcessors, flush } = recording;
  const services = new Map<string, ServiceTelemetry>();
  let closing: Promise<void> | undefined;
  return {
    service(name) {
      const made = services.get(name) ?? {
        name,
        tracer: createTracer(resourceOf(name), options.version, spanProcessors),
        log: createLogger(logging, name, name),
        meter: meters.for(name),
      };
      services.set(name, made);
      return made;
    },
    async exposition(accept) {
      const format = negotiateFormat(accept);
      return {
        contentType: contentTypes[format],
        text: renderExposition(await readRegistry(registry), format),
      };
    },
    stats: () => ({
      ...recording.self.totals(),
      dropped: recording.drops.bySink(),
      series: countSeries(registry),
      warehouse: recording.warehouse.size(),
    }),
    history: recording.warehouse,
    flush,
    close() {
      closing ??= flush().then(() => opened.disposeAsync());
      return closing;
    },
  };
}

/** In the order in which each part needs the ones before it; `opened` closes them in reverse. */
async function startRecording(options: TelemetryOptions, opened: AsyncDisposableStack) {
  const { config, clock, version, instanceId, stdout = process.stdout, stderr = process.stderr } = options;
  const drops = createDrops();
  const registry = createRegistry();
  const self = createSelfMetrics(registry, drops);
  const resourceOf = createResources({ version, instanceId });

  const stderrLog = createStderrLogger({ config, clock, stderr });
  const onFileTrouble = (error: unknown) =>
    stderrLog.warn(`${config.LOG_DIR}/application.log cannot be written; lines are dropped`, {
      error: String(error),
    });
  const outputs = createLogOutputs({ config, clock, drops, stdout, onFileTrouble });
  opened.defer(() => outputs.close(closeLimitMs));
  const logSinks: LogSink[] = [() => self.recorded("logs"), outputs.write];
  const logging = { nowMs: clock.nowMs, leastLevel: config.LOG_LEVEL, sinks: logSinks };
  const problems = createProblems(clock.monotonicMs, createLogger(logging, processService, "telemetry"));

  const warehouse = await createWarehouse({ config, clock, drops, problems });
  opened.defer(() => warehouse.close(closeLimitMs));
  const otlp = createOtlp({ config, clock, drops, problems, registry, resourceOf });
  if (otlp) opened.defer(() => otlp.close(closeLimitMs));
  logSinks.push(warehouse.takeLog, ...(otlp ? [otlp.takeLog] : []));
  const spanTakers = [() => self.recorded("spans"), warehouse.takeSpan, ...(otlp ? [otlp.takeSpan] : [])];
  const spanProcessors: SpanProcessor[] = [createRecordingProcessor(spanTakers)];
  if (config.OTEL_TRACES_EXPORTER === "console")
    spanProcessors.push(new SimpleSpanProcessor(new ConsoleSpanExporter()));
  opened.defer(startSdk(resourceOf(processService), spanProcessors));
  opened.defer(listenToDiagnostics(drops, problems));

  const report = (what: string) => (error: unknown) => problems.report(what, { error: String(error) });
  const meters = createMeters({
    registry,
    seriesLimit: config.METRICS_SERIES_LIMIT,
    onOverflow: self.overflowed,
    onInvalid: self.invalid,
    onReadFailure: (metric, error) => report(`The gauge ${metric} could not be read`)(error),
  });
  const points = startSampler({
    registry,
    intervalMs: pointIntervalMs,
    hand: (families) => warehouse.takePoints(families, clock.nowMs()),
    onTrouble: report("The metrics could not be read"),
  });
  opened.defer(points.stop);

  const flush = async () => {
    await points.sample();
    await Promise.all([
      outputs.flush(flushLimitMs),
      warehouse.flush(flushLimitMs),
      otlp?.flush(flushLimitMs),
    ]);
  };
  return { drops, registry, self, resourceOf, logging, warehouse, spanProcessors, meters, flush };
}
