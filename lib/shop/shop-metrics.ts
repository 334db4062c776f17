// The shop's metrics, by the names that dashboards of the older shop read: no `service` label, no other labels.
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
  return {
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
}
