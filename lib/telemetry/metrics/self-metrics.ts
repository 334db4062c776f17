// What telemetry says about itself, on the same registry as everything else.
import { Counter } from "prom-client";
import type { Drops } from "../drops.ts";
import type { MetricRegistry } from "./registry.ts";

export type SelfMetrics = {
  recorded(signal: "spans" | "logs"): void;
  totals(): { spans: number; logs: number };
  overflowed(metric: string): void;
  invalid(metric: string): void;
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
  };
}
