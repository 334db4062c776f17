// Wires telemetry: what is recorded (spans, logs, metrics) to where it goes (lines, registry, warehouse, OTLP).
import type { Writable } from "node:stream";
import {
  ConsoleSpanExporter,
  type IdGenerator,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import type { Config } from "#lib/config/load.ts";
import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";
import { type Clock, wallClock } from "#lib/kernel/clock.ts";
import { createDrops, type Drops } from "./drops.ts";
import { createLogger } from "./logs/logger.ts";
import { createLogOutputs, type LogOutputs } from "./logs/outputs.ts";
import type { LogSink } from "./logs/record.ts";
import { createStderrLogger } from "./logs/stderr-logger.ts";
import { countSeries } from "./metrics/count-series.ts";
import { contentTypes, renderExposition } from "./metrics/exposition.ts";
import { listDefined } from "./metrics/list-defined.ts";
import { createMeters } from "./metrics/meter.ts";
import { negotiateFormat } from "./metrics/negotiate.ts";
import { createRegistry, type MetricRegistry } from "./metrics/registry.ts";
import { startSampler } from "./metrics/sampler.ts";
import { createSelfMetrics, type SelfMetrics } from "./metrics/self-metrics.ts";
import { type Family, readRegistry } from "./metrics/snapshot.ts";
import { createOtlp } from "./otlp/create-otlp.ts";
import { listenToDiagnostics } from "./otlp/diagnostics.ts";
import { createProblems, type Problems } from "./problems.ts";
import { createReceiver } from "./receive.ts";
import { createRecording } from "./recording/create-recording.ts";
import { createResources, type Identity, processService } from "./service-resource.ts";
import { createTracer } from "./traces/create-tracer.ts";
import { createRecordingProcessor } from "./traces/recording-processor.ts";
import { startSdk } from "./traces/start-sdk.ts";
import type { ServiceTelemetry, Telemetry } from "./types.ts";
import { createAbsentWarehouse } from "./warehouse/absent-warehouse.ts";
import { createWarehouse } from "./warehouse/create-warehouse.ts";

export type TelemetryOptions = Identity & {
  config: Config;
  clock: Clock;
  stdout?: Writable;
  stderr?: Writable;
  /** Set where a virtual clock runs: everything is recorded to files, by virtual time, and nothing of the machine. */
  virtual?: VirtualRun;
  /** Set where another process keeps what is recorded: here it is only printed. */
  reportTo?: RecordTakers;
  /** Set where log lines are sent on as well. */
  shipTo?: LogShipper | undefined;
};

/** `secure` is called before a line is given out anywhere else: then it must not be lost with the process any more. */
export type LogShipper = { take: LogSink; secure(): void };

export type RecordTakers = { takeSpan(span: ReadableSpan): void; takeLog: LogSink };

/** Whoever runs the clock calls `sample` as time passes and waits for `settle`; then no sink drops anything. */
export type VirtualRun = { spanIds: IdGenerator; recordTo: string };

/** How long all sinks together may take to get rid of what they hold, before the rest is given up and counted. */
const flushLimitMs = 5_000;
/** Nobody waits at a page for a virtual run; nothing of it may be given up because the machine is busy. */
const patientFlushLimitMs = 600_000;
/** After a flush there is little left; a sink that still hangs is left behind. */
const closeLimitMs = 1_000;

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
  const tracing = { version: options.version, spanProcessors, idGenerator: options.virtual?.spanIds };
  const services = new Map<string, ServiceTelemetry>();
  let closing: Promise<void> | undefined;
  return {
    service(name) {
      const made = services.get(name) ?? {
        name,
        tracer: createTracer(resourceOf(name), tracing),
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
      droppedLogs: recording.drops.of("warehouse", "logs"),
      series: countSeries(registry),
      warehouse: recording.warehouse.size(),
      bounds: recording.bounds(),
      losses: [...recording.drops.entries()].filter(({ amount }) => amount > 0),
    }),
    metrics: () => listDefined(registry),
    receive: recording.receive,
    history: recording.warehouse,
    recentLogs: recording.warehouse.recentLogs,
    sample: recording.sample,
    settle: recording.settle,
    flush,
    close() {
      closing ??= flush().then(() => opened.disposeAsync());
      return closing;
    },
  };
}

/** In the order in which each part needs the ones before it; `opened` closes them in reverse. */
async function startRecording(options: TelemetryOptions, opened: AsyncDisposableStack) {
  const { config, clock, version, instanceId, virtual, reportTo, shipTo } = options;
  const drops = createDrops();
  const registry = createRegistry({ processMetrics: !virtual });
  // What telemetry says of itself depends on how fast the machine's disk is.
  const self = createSelfMetrics(virtual ? createRegistry({ processMetrics: false }) : registry, drops);
  const resourceOf = createResources({ version, instanceId });

  const files = virtual ? await createRecording(virtual.recordTo) : undefined;
  if (files) opened.defer(files.close);
  // The files of a virtual run take the place of the lines.
  const outputs = virtual ? undefined : openLogOutputs(options, drops);
  if (outputs) opened.defer(() => outputs.close(closeLimitMs));
  const logSinks: LogSink[] = [() => self.recorded("logs"), ...present(shipTo?.take, outputs?.write)];
  const logging = { nowMs: clock.nowMs, leastLevel: config.LOG_LEVEL, sinks: logSinks };
  const problems = createProblems(clock.monotonicMs, createLogger(logging, processService, "telemetry"));

  // Tending its file takes real time, whatever the clock of a run says.
  const pace = virtual ? { ...clock, monotonicMs: wallClock.monotonicMs } : clock;
  const warehouse = reportTo
    ? createAbsentWarehouse()
    : await createWarehouse({ config, clock: pace, drops, problems, onRow: files?.takeRow });
  opened.defer(() => warehouse.close(closeLimitMs));
  const otlp = reportTo ? undefined : createOtlp({ config, clock, drops, problems, registry, resourceOf });
  if (otlp) opened.defer(() => otlp.close(closeLimitMs));
  const bounds = () => [...warehouse.bounds(), ...(otlp?.bounds() ?? [])];
  self.showBounds(bounds, () => warehouse.queriesStopped());
  const keepers = {
    spans: [warehouse.takeSpan, ...present(otlp?.takeSpan, reportTo?.takeSpan)],
    logs: present(otlp?.takeLog, reportTo?.takeLog),
  };
  logSinks.push(warehouse.takeLog, ...keepers.logs);
  const spanProcessors: SpanProcessor[] = [
    createRecordingProcessor([() => self.recorded("spans"), ...keepers.spans]),
  ];
  const receive = createReceiver({
    spans: keepers.spans,
    logs: [...present(shipTo?.take, outputs?.writeToFile), warehouse.takeForeignLog, ...keepers.logs],
  });
  if (config.OTEL_TRACES_EXPORTER === "console" && !config.OTEL_SDK_DISABLED)
    spanProcessors.push(new SimpleSpanProcessor(new ConsoleSpanExporter()));
  opened.defer(startSdk(resourceOf(processService), spanProcessors, virtual?.spanIds));
  opened.defer(listenToDiagnostics(drops, problems));

  const { meters, sampler } = startMetrics(options, { registry, self, problems }, (families) => {
    warehouse.takePoints(families, clock.nowMs());
    files?.takePoints(families, clock.nowMs());
  });
  opened.defer(sampler.stop);

  const flush = async () => {
    if (!virtual) await sampler.sample();
    const limitMs = virtual ? patientFlushLimitMs : flushLimitMs;
    const parts = [outputs, warehouse, otlp].map((part) => part?.flush(limitMs));
    await Promise.all([...parts, files?.flush()]);
  };
  const settle = () => warehouse.settle() ?? files?.settle();
  return {
    drops,
    registry,
    self,
    resourceOf,
    logging,
    warehouse,
    bounds,
    spanProcessors,
    meters,
    receive,
    sample: sampler.sample,
    settle,
    flush,
  };
}

type MetricParts = { registry: MetricRegistry; self: SelfMetrics; problems: Problems };

function startMetrics(
  { config, virtual }: TelemetryOptions,
  { registry, self, problems }: MetricParts,
  hand: (families: readonly Family[]) => void,
) {
  const report = (what: string) => (error: unknown) => problems.report(what, { error: String(error) });
  const meters = createMeters({
    registry,
    seriesLimit: config.METRICS_SERIES_LIMIT,
    onOverflow: self.overflowed,
    onInvalid: self.invalid,
    onReadFailure: (metric, error) => report(`The gauge ${metric} could not be read`)(error),
  });
  const sampler = startSampler({
    registry,
    intervalMs: virtual ? undefined : sampleIntervalMs,
    hand,
    onTrouble: report("The metrics could not be read"),
  });
  return { meters, sampler };
}

function openLogOutputs(options: TelemetryOptions, drops: Drops): LogOutputs {
  const { config, clock, stdout = process.stdout, stderr = process.stderr } = options;
  const stderrLog = createStderrLogger({ config, clock, stderr });
  const onFileTrouble = (error: unknown) =>
    stderrLog.warn(`${config.LOG_DIR}/application.log cannot be written; lines are dropped`, {
      error: String(error),
    });
  const toFile = options.reportTo === undefined;
  const beforeWrite = options.shipTo?.secure;
  return createLogOutputs({ config, clock, drops, stdout, toFile, onFileTrouble, beforeWrite });
}

const present = <T>(...parts: (T | undefined)[]): T[] => parts.filter((part) => part !== undefined);
