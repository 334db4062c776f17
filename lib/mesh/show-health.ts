// How every service was judged becomes a metric, so that a past illness can still be seen as one.
import { sampleIntervalMs } from "#lib/contract/metric-steps.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Meter } from "#lib/telemetry/types.ts";
import { type HealthReading, healthMetric, healthSinceMetric, healthValues } from "./health-values.ts";
import type { Mesh } from "./types.ts";

type Given = {
  mesh: Pick<Mesh, "topology" | "service" | "changes">;
  meter: Meter;
  clock: Pick<Clock, "nowMs">;
};

export function showHealth(given: Given): void {
  given.meter.observedGauge(
    {
      name: healthMetric,
      help: "How a service was judged from its calls: 0 healthy, 1 degraded, 2 failed; the worst of the last five seconds",
      labels: ["service"],
      serviceLabel: false,
    },
    () => readHealth(given),
  );
  given.meter.observedGauge(
    {
      name: healthSinceMetric,
      help: "Since when a service is judged as it is, in seconds since the epoch",
      labels: ["service"],
      serviceLabel: false,
    },
    () => readHealthSince(given),
  );
}

/** Between two readings an illness can come and go: what was until a moment ago still counts. */
export function readHealth({ mesh, clock }: Omit<Given, "meter">): HealthReading[] {
  const sinceMs = clock.nowMs() - sampleIntervalMs;
  const worst = new Map<string, number>();
  for (const service of mesh.topology.services.keys())
    worst.set(service, healthValues[mesh.service(service).status]);
  for (const { at, service, from, to } of mesh.changes()) {
    if (Date.parse(at) < sinceMs) break;
    const value = Math.max(healthValues[from], healthValues[to]);
    worst.set(service, Math.max(worst.get(service) ?? 0, value));
  }
  return [...worst].map(([service, value]) => ({ value, labels: { service } }));
}

function readHealthSince({ mesh }: Pick<Given, "mesh">): HealthReading[] {
  return [...mesh.topology.services.keys()].map((service) => ({
    value: mesh.service(service).sinceMs / 1_000,
    labels: { service },
  }));
}
