// What telemetry says about itself, on the same registry as everything else.
import { Counter, Gauge } from "prom-client";
import type { Bound } from "#lib/contract/process-health.ts";
import type { Drops } from "../drops.ts";
import type { MetricRegistry } from "./registry.ts";

export type SelfMetrics = {
  recorded(signal: "spans" | "logs"): void;
  totals(): { spans: number; logs: number };
  overflowed(metric: string): void;
  invalid(metric: string): void;
  /** From now on a scraper sees what is taken of what may be. */
  showBounds(bounds: () => readonly Bound[], queriesStopped: () => number): void;
};

export function createSelfMetrics(registry: MetricRegistry, drops: Drops): SelfMetrics {
  const registers = [registry];
  const totals = { spans: 0, logs: 0 };
  const overflows = new Counter({
    name: "telemetry_series_overflow_total",
    help: "Updates that went to a metric's overflow series because it has all the series it may have",
    labelNames: ["metric"],
    registers,
  });
  const records: Counter = new Counter({
    name: "telemetry_records_total",
    help: "Spans and log records made by this process",
    labelNames: ["signal"],
    registers,
    collect() {
      records.reset();
      records.inc({ signal: "spans" }, totals.spans);
      records.inc({ signal: "logs" }, totals.logs);
    },
  });
  const dropped: Counter = new Counter({
    name: "telemetry_dropped_total",
    help: "Signals that a sink could not keep",
    labelNames: ["signal", "sink"],
    registers,
    collect() {
      dropped.reset();
      for (const { signal, sink, amount } of drops.entries()) dropped.inc({ signal, sink }, amount);
    },
  });
  return {
    recorded(signal) {
      totals[signal] += 1;
    },
    totals: () => totals,
    overflowed: (metric) => overflows.inc({ metric }),
    invalid: () => drops.count("registry", "points", 1),
    showBounds: (bounds, queriesStopped) => showBounds(registry, bounds, queriesStopped),
  };
}

function showBounds(registry: MetricRegistry, bounds: () => readonly Bound[], queriesStopped: () => number) {
  const show = (
    name: string,
    help: string,
    unit: Bound["unit"],
    side: "used" | "limit",
    labels: string[],
  ) => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        for (const bound of bounds())
          if (bound.unit === unit) gauge.set(labels.length > 0 ? { part: bound.part } : {}, bound[side]);
      },
    });
  };
  show("telemetry_part_bytes", "What a part of telemetry takes", "bytes", "used", ["part"]);
  show("telemetry_part_limit_bytes", "What a part of telemetry may take", "bytes", "limit", ["part"]);
  show(
    "telemetry_queries_waiting",
    "Questions to the warehouse that wait for their turn",
    "queries",
    "used",
    [],
  );
  show("telemetry_queries_waiting_limit", "How many of them may wait", "queries", "limit", []);
  const stopped: Counter = new Counter({
    name: "telemetry_queries_stopped_total",
    help: "Questions to the warehouse that took too long and were stopped",
    registers: [registry],
    collect() {
      stopped.reset();
      stopped.inc(queriesStopped());
    },
  });
}
