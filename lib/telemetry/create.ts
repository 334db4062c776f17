// Wires telemetry: what is recorded (spans, logs, metrics) to where it goes (lines, registry, warehouse, OTLP).
import type { Writable } from "node:stream";
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
import { createProblems } from "./problems.ts";
import { type Identity, processService, serviceResource } from "./service-resource.ts";
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

/** How long a sink may take to get rid of what it holds, before the rest is given up and counted. */
const flushLimitMs = 5_000;
/** The resolution of metrics in the warehouse. */
const pointIntervalMs = 10_000;

export async function createTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { config, clock, version, instanceId, stdout = process.stdout, stderr = process.stderr } = options;
  const identity = { version, instanceId };
  const drops = createDrops();
  const registry = createRegistry();
  const self = createSelfMetrics(registry, drops);

  const stderrLog = createStderrLogger({ config, clock, stderr });
  const outputs = createLogOutputs({
    config,
    clock,
    drops,
    stdout,
    onFileTrouble: (error) =>
      stderrLog.exception(`Log file in ${config.LOG_DIR} cannot be written; lines are dropped`, error),
  });
  const logSinks: LogSink[] = [() => self.recorded("logs"), outputs.write];
  const logging = { nowMs: clock.nowMs, leastLevel: config.LOG_LEVEL, sinks: logSinks };
  const problems = createProblems(clock.monotonicMs, createLogger(logging, processService, "telemetry"));
  const warehouse = await createWarehouse({ config, clock, drops, problems });
  logSinks.push(warehouse.takeLog);

  const meters = createMeters({
    registry,
    seriesLimit: config.METRICS_SERIES_LIMIT,
    onOverflow: self.overflowed,
    onInvalid: self.invalid,
    onReadFailure: (metric, error) =>
      problems.report(`The gauge ${metric} could not be read`, { error: String(error) }),
  });

  const spanProcessors = [createRecordingProcessor([() => self.recorded("spans"), warehouse.takeSpan])];
  const stopSdk = startSdk(serviceResource(processService, identity), spanProcessors);

  const pointSampler = startSampler({
    registry,
    intervalMs: pointIntervalMs,
    hand: (families) => warehouse.takePoints(families, clock.nowMs()),
    onTrouble: (error) => problems.report("The metrics could not be read", { error: String(error) }),
  });

  const services = new Map<string, ServiceTelemetry>();
  const flush = async () => {
    await pointSampler.sample();
    await Promise.all([outputs.flush(flushLimitMs), warehouse.flush(flushLimitMs)]);
  };
  let closing: Promise<void> | undefined;

  return {
    service(name) {
      const known = services.get(name);
      if (known) return known;
      const made: ServiceTelemetry = {
        name,
        tracer: createTracer(serviceResource(name, identity), version, spanProcessors),
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
      ...self.totals(),
      dropped: drops.bySink(),
      series: countSeries(registry),
      warehouse: warehouse.size(),
    }),
    history: warehouse,
    flush,
    close() {
      closing ??= (async () => {
        await flush();
        pointSampler.stop();
        await stopSdk();
        await Promise.all([outputs.close(flushLimitMs), warehouse.close(flushLimitMs)]);
      })();
      return closing;
    },
  };
}
