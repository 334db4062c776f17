// The shop's metrics, by the names that dashboards of the older shop read: no `service` label, no other labels.
import { tenants } from "#lib/contract/tenant.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Counter, Meter } from "#lib/telemetry/types.ts";
import { countRecentConflicts, type RecentConflicts } from "./recent-conflicts.ts";

export type ShopMetrics = {
  /** Clicks that put something into a cart, by how they ended. */
  requests: Counter;
  /** Whether the stock of what was asked for was known, or had to be read. */
  cacheHits: Counter;
  /** Buyers who came too late for the last units. */
  stockConflicts: Counter;
  /** Those of the last minute, by tenant. */
  lostRaces: RecentConflicts["lostRaces"];
};

export function createShopMetrics(meter: Meter, clock: Pick<Clock, "monotonicMs">): ShopMetrics {
  const conflicts = countRecentConflicts(
    meter.counter({
      name: "stock_conflicts",
      help: "Purchases that lost the race for the last units of a product",
      labels: ["tenant_id"],
      serviceLabel: false,
    }),
    clock,
  );
  const metrics = {
    requests: meter.counter({
      name: "bisney_requests_total",
      help: "Clicks that put something into a cart, by tenant and outcome",
      labels: ["tenant_id", "status"],
      serviceLabel: false,
    }),
    cacheHits: meter.counter({
      name: "bisney_cache_hits",
      help: "Questions for a product, by whether its stock was known (hit) or had to be read (miss)",
      labels: ["tenant_id", "result"],
      serviceLabel: false,
    }),
    stockConflicts: conflicts.counter,
    lostRaces: conflicts.lostRaces,
  };
  // From the start, so that the first of them is a rise from 0 and an alert rule sees it.
  for (const tenant of tenants) {
    metrics.stockConflicts.add(0, { tenant_id: tenant });
    for (const status of ["success", "error"]) metrics.requests.add(0, { tenant_id: tenant, status });
    for (const result of ["hit", "miss"]) metrics.cacheHits.add(0, { tenant_id: tenant, result });
  }
  return metrics;
}
