// The shop's metrics, by the names that dashboards of the older shop read: no `service` label, no other labels.
import { tenants } from "#lib/contract/tenant.ts";
import type { Counter, Meter } from "#lib/telemetry/types.ts";

export type ShopMetrics = {
  /** Clicks that put something into a cart, by how they ended. */
  requests: Counter;
  /** Whether the stock of what was asked for was known, or had to be read. */
  cacheHits: Counter;
  /** Buyers who came too late for the last units. */
  stockConflicts: Counter;
};

export function createShopMetrics(meter: Meter): ShopMetrics {
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
    stockConflicts: meter.counter({
      name: "stock_conflicts",
      help: "Purchases that lost the race for the last units of a product",
      labels: ["tenant_id"],
      serviceLabel: false,
    }),
  };
  // From the start, so that the first of them is a rise from 0 and an alert rule sees it.
  for (const tenant of tenants) {
    metrics.stockConflicts.add(0, { tenant_id: tenant });
    for (const status of ["success", "error"]) metrics.requests.add(0, { tenant_id: tenant, status });
    for (const result of ["hit", "miss"]) metrics.cacheHits.add(0, { tenant_id: tenant, result });
  }
  return metrics;
}
