// The health of the mesh in the shapes and units that the older scripts know: rates in percent.
import type { MeshTotals, ServiceHealth } from "#lib/contract/mesh.ts";
import type { Faults } from "#lib/faults/types.ts";
import { round } from "./readings.ts";
import type { Mesh, ServiceSpec } from "./types.ts";

type Context = { mesh: Mesh; faults: Faults };

export function listHealth({ mesh, faults }: Context): ServiceHealth[] {
  return [...mesh.topology.services.values()].map((spec) => healthOf(mesh, faults, spec));
}

function healthOf(mesh: Mesh, faults: Faults, { id, name, dependencies }: ServiceSpec): ServiceHealth {
  const { status, sums, calls } = mesh.service(id);
  const outage = faults.outageOf(id);
  return {
    id,
    name,
    status,
    latency_ms: round(sums.latencyMs, 2),
    ...ratesOf(sums),
    request_count: calls,
    dependencies: dependencies.map(({ to }) => to),
    failure: outage ? { ends_at: outage.endsAt } : null,
  };
}

function ratesOf({ calls, errors }: { calls: number; errors: number }) {
  const errorRate = calls === 0 ? 0 : round((errors / calls) * 100, 2);
  return { error_rate: errorRate, success_rate: round(100 - errorRate, 2) };
}

/** Rates are those of all calls together; the latency is the mean of a call. */
export function totalHealth({ mesh }: Pick<Context, "mesh">): Omit<MeshTotals, "timestamp"> {
  const counts = { healthy: 0, degraded: 0, failed: 0 };
  const all = { calls: 0, errors: 0, spentMs: 0 };
  for (const id of mesh.topology.services.keys()) {
    const { status, sums } = mesh.service(id);
    counts[status] += 1;
    all.calls += sums.calls;
    all.errors += sums.errors;
    all.spentMs += sums.latencyMs * sums.calls;
  }
  return {
    total_services: mesh.topology.services.size,
    ...counts,
    avg_latency_ms: all.calls === 0 ? 0 : round(all.spentMs / all.calls, 2),
    ...ratesOf(all),
  };
}
