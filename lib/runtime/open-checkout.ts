// Buying in this process: whom it asks, who asks it now, and who looks after what was left half done.

import type { Clock } from "#lib/kernel/clock.ts";
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import { releaseOpenOrders } from "#lib/services/checkout/claim-open-orders.ts";
import { endLostAttempts, forgetClaims, pruneKeys } from "#lib/services/checkout/key-rows.ts";
import { settleOrders } from "#lib/services/checkout/settle-orders.ts";
import type { CheckoutContext } from "#lib/services/checkout/types.ts";
import type { ShopMetrics } from "#lib/shop/shop-metrics.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { everyInTurn } from "./schedule.ts";

type Given = {
  clock: Clock;
  store: Store;
  mesh: Mesh;
  web: ServiceTelemetry;
  metrics: Pick<ShopMetrics, "stockConflicts">;
  passPoint: PassPoint;
  stockChanged(): void;
};

/** Some ten times within the minute in which both books must agree. */
const settleIntervalMs = 5_000;
const pruneIntervalMs = 600_000;

export async function openCheckout(opened: AsyncDisposableStack, given: Given): Promise<CheckoutContext> {
  const web = { ...given.web, log: given.web.log.named("shop.checkout") };
  const checkout: CheckoutContext = { ...given, web, keysUnderWay: new Map() };
  // There this process is the only one, so that nobody else can be at work on what is claimed.
  if (given.store.kind === "pglite") {
    await forgetClaims(checkout);
    await releaseOpenOrders(checkout);
  }
  const stopping = new AbortController();
  const settle = async () => {
    try {
      await endLostAttempts(checkout);
      await settleOrders(checkout, stopping.signal);
    } catch (error) {
      web.log.exception("orders under way could not be looked after", error);
    }
  };
  const stopSettling = everyInTurn(settleIntervalMs, settle);
  opened.defer(() => {
    stopping.abort();
    return stopSettling();
  });
  const prune = () =>
    pruneKeys(checkout).catch((error: unknown) => web.log.exception("old keys could not be removed", error));
  opened.defer(everyInTurn(pruneIntervalMs, prune));
  return checkout;
}
