// How long a scrape of five thousand series takes, as text of either kind, and what reading them for the warehouse costs
// the event loop.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { loadConfig } from "#lib/config/load.ts";
import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { type Figure, median, percentile } from "./figures.ts";

const seriesPerMetric = 1_250;
const rounds = 100;
const readings = 10;
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const accepts = { prometheus: "text/plain", openmetrics: "application/openmetrics-text; version=1.0.0" };

export async function benchScrape(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), "faultmart-scrape-"));
  const telemetry = await openTelemetry(directory);
  try {
    const count = fill(telemetry);
    const figures: Figure[] = [];
    for (const [format, accept] of Object.entries(accepts)) {
      const { times, bytes } = await scrape(telemetry, accept, count);
      figures.push({
        name: `scrape of ${telemetry.stats().series} series as ${format}, p95`,
        measured: percentile(times, 0.95),
        unit: "ms",
        limit: { atMost: 20 },
        detail: `median ${median(times).toFixed(1)} ms; ${(bytes / 1_048_576).toFixed(1)} MB; a quarter of the series are histograms`,
      });
    }
    figures.push(await readForWarehouse(telemetry, count));
    return figures;
  } finally {
    await telemetry.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function openTelemetry(directory: string): Promise<Telemetry> {
  return createTelemetry({
    config: loadConfig({ DATA_DIR: directory, LOG_DIR: directory, LOG_STDOUT: "off" }),
    clock: wallClock,
    instanceId: "bench",
    version: "0",
    stdout: new Writable({ write: (_, __, done) => done() }),
  });
}

/** Answers with a function that counts something in every series: what stands still would cost less. */
function fill(telemetry: Telemetry): () => void {
  const { meter } = telemetry.service("bench");
  const named = (name: string) => ({ name, help: "For the benchmark", labels: ["http_route", "tenant_id"] });
  const [requests, misses] = ["requests_total", "misses_total"].map((name) => meter.counter(named(name)));
  const depth = meter.gauge(named("queue_depth"));
  const durations = meter.histogram({ ...named("duration_seconds"), buckets });
  const labelSets = Array.from({ length: seriesPerMetric }, (_, nth) => ({
    http_route: `/services/some-service/operation-${nth}`,
    tenant_id: nth % 2 === 0 ? "merch" : "coupons",
  }));
  const count = () => {
    for (const [nth, labels] of labelSets.entries()) {
      requests?.add(1, labels);
      misses?.add(1, labels);
      depth.set(nth, labels);
      durations.record((nth % 100) / 10, labels);
    }
  };
  count();
  return count;
}

async function scrape(telemetry: Telemetry, accept: string, count: () => void) {
  const times: number[] = [];
  let bytes = 0;
  for (let round = -10; round < rounds; round += 1) {
    count();
    const startedMs = performance.now();
    const { text } = await telemetry.exposition(accept);
    if (round >= 0) times.push(performance.now() - startedMs);
    bytes = text.length;
  }
  return { times, bytes };
}

/** The event loop's own time: appending to the file happens beside it. */
async function readForWarehouse(telemetry: Telemetry, count: () => void): Promise<Figure> {
  const times: number[] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    count();
    const before = process.threadCpuUsage();
    // Flushing takes a reading of its own.
    await telemetry.flush();
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return {
    name: "one reading of 5,000 series for the warehouse, processor time of the event loop",
    measured: median(times),
    unit: "ms",
    limit: { atMost: sampleIntervalMs / 100 },
    detail: `every ${sampleIntervalMs / 1_000} s; the promise is a hundredth of it`,
  };
}
