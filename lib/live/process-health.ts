// Reads what the process knows of itself. Called at every tick, so nothing here may be slow.

import { availableParallelism } from "node:os";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { ProcessHealth } from "#lib/contract/process-health.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Store } from "#lib/store/types.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";

type Sources = {
  clock: Clock;
  version: string;
  telemetry: Telemetry;
  store: Store;
  requests(): { perSecond: number; errorRate: number; p50Ms: number; p99Ms: number; inFlight: number };
  sockets(): number;
  draining(): boolean;
  storeReachable(): boolean;
  shipping?: (() => NonNullable<ProcessHealth["shipping"]>) | undefined;
};

export type ProcessHealthReader = { read(): ProcessHealth; close(): void };

/** Above this the loop is too busy to answer in time, whatever the requests do. */
const degradedDelayMs = 250;
const degradedErrorRate = 0.05;

export function createProcessHealthReader(sources: Sources): ProcessHealthReader {
  const startedAt = new Date(sources.clock.nowMs()).toISOString();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const cpu = createCpuMeter(sources.clock);
  const loop = createLoopMeter();
  const signals = createRateMeter(sources.clock);

  return {
    read() {
      const { telemetry } = sources;
      const stats = telemetry.stats();
      const requests = sources.requests();
      const delayP99Ms = Math.max(0, delay.percentile(99) / 1e6 - 20);
      delay.reset();
      const memory = process.memoryUsage();
      const reachable = sources.storeReachable();
      const degraded = delayP99Ms > degradedDelayMs || requests.errorRate > degradedErrorRate || !reachable;
      const rates = signals(stats.spans, stats.logs);
      return {
        status: {
          word: sources.draining() ? "draining" : degraded ? "degraded" : "healthy",
          startedAt,
          version: sources.version,
        },
        cpu: { percent: round(cpu(), 1), cores: availableParallelism() },
        memory: { residentBytes: memory.rss, heapUsedBytes: memory.heapUsed },
        eventLoop: { delayP99Ms: round(delayP99Ms, 1), utilization: round(loop(), 3) },
        requests: {
          perSecond: round(requests.perSecond, 1),
          errorRate: round(requests.errorRate, 4),
          p50Ms: round(requests.p50Ms, 2),
          p99Ms: round(requests.p99Ms, 2),
          inFlight: requests.inFlight,
        },
        sockets: { connected: sources.sockets() },
        telemetry: {
          spansPerSecond: round(rates.first, 1),
          logsPerSecond: round(rates.second, 1),
          dropped: Object.values(stats.dropped).reduce((sum, count) => sum + count, 0),
          series: stats.series,
          warehouseRows: stats.warehouse.rows,
          warehouseBytes: stats.warehouse.bytes,
        },
        bounds: [
          {
            part: "heap",
            unit: "bytes",
            used: memory.heapUsed,
            limit: getHeapStatistics().heap_size_limit,
          },
          ...stats.bounds,
        ],
        losses: stats.losses,
        store: { kind: sources.store.kind, reachable },
        ...(sources.shipping && { shipping: sources.shipping() }),
      };
    },
    close: () => delay.disable(),
  };
}

/** Percent of one core since the last call. */
function createCpuMeter(clock: Clock): () => number {
  let usage = process.cpuUsage();
  let atMs = clock.monotonicMs();
  return () => {
    const { user, system } = process.cpuUsage(usage);
    const elapsedMs = Math.max(1, clock.monotonicMs() - atMs);
    usage = process.cpuUsage();
    atMs = clock.monotonicMs();
    return ((user + system) / 1_000 / elapsedMs) * 100;
  };
}

function createLoopMeter(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}

/** Rates over about ten seconds: two totals in, two rates out. */
function createRateMeter(clock: Clock) {
  const history: { atMs: number; first: number; second: number }[] = [];
  return (first: number, second: number) => {
    const atMs = clock.monotonicMs();
    history.push({ atMs, first, second });
    while (history.length > 2 && atMs - (history[1]?.atMs ?? atMs) >= 10_000) history.shift();
    const oldest = history[0] ?? { atMs, first, second };
    const seconds = Math.max(0.001, (atMs - oldest.atMs) / 1_000);
    return { first: (first - oldest.first) / seconds, second: (second - oldest.second) / seconds };
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
