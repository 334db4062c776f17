// Numbers of the shop, under the names that dashboards know.
import type { Counter, Meter } from "#lib/telemetry/types.ts";

export type ShopMetrics = {
  /** Buyers who came too late for the last units. */
  stockConflicts: Counter;
};

export function createShopMetrics(meter: Meter): ShopMetrics {
  return {
    stockConflicts: meter.counter({
      name: "stock_conflicts",
      help: "Purchases that lost the race for the last units of a product",
      labels: ["tenant_id"],
      serviceLabel: false,
    }),
  };
}
