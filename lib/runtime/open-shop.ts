// The shop of this process: what it knows of the shelves, and the carts that are being changed.
import type { Config } from "#lib/config/load.ts";
import { cartTarget } from "#lib/contract/fault.ts";
import type { Faults } from "#lib/faults/types.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createCartDesk } from "#lib/shop/cart-desk.ts";
import { createShelf } from "#lib/shop/shelf.ts";
import { createShopMetrics } from "#lib/shop/shop-metrics.ts";
import type { CartContext } from "#lib/shop/types.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";

type Given = { config: Config; clock: Clock; store: Store; web: ServiceTelemetry; faults: Faults };

export type ShopRuntime = CartContext;

export async function openShop(opened: AsyncDisposableStack, given: Given): Promise<ShopRuntime> {
  const { config, clock, store, web, faults } = given;
  const every = config.CART_CLICK_EVERY;
  if (every > 0)
    faults.armForGood({ kind: "cart-click", target: cartTarget, parameters: { every }, share: 1 });
  const shelf = createShelf({ store, clock, meter: web.meter });
  await shelf.read();
  const desk = createCartDesk({ store });
  opened.defer(() => desk.idle());
  const metrics = createShopMetrics(web.meter, clock);
  const { tracer } = web;
  const log = web.log.named("shop.cart");
  return { clock, store, tracer, log, conditions: faults.conditions, shelf, desk, metrics };
}
