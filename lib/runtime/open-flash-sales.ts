// Who waits to buy in this process, and who is told what is left.
import type { Clock } from "#lib/kernel/clock.ts";
import type { PassPoint } from "#lib/kernel/crash-points.ts";
import type { SocketServer } from "#lib/live/socket-server.ts";
import type { StockFeed } from "#lib/live/stock-feed.ts";
import type { FlashLoads } from "#lib/shop/flash-sale/load-flash-sale.ts";
import { createWaitingRooms, type WaitingRooms } from "#lib/shop/flash-sale/waiting-rooms.ts";
import type { ShopMetrics } from "#lib/shop/shop-metrics.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { createHurry } from "./hurry.ts";
import { every } from "./schedule.ts";

type Given = {
  clock: Clock;
  store: Store;
  web: ServiceTelemetry;
  metrics: ShopMetrics;
  stock: StockFeed;
  passPoint: PassPoint;
  sockets: Pick<SocketServer, "followers" | "push">;
};

export type FlashSaleRuntime = {
  flashBuyers: WaitingRooms;
  flashLoads: FlashLoads;
  /** To be called after every commit that changes what is left. */
  stockChanged(): void;
};

/** Other processes sell as well, and say nothing. */
const stockIntervalMs = 1_000;
/** However many commits there are, the stock is read no more often than this. */
const leastStockMs = 50;

export function openFlashSales(opened: AsyncDisposableStack, given: Given): FlashSaleRuntime {
  const { clock, store, web, metrics, stock, passPoint, sockets } = given;
  const news = createHurry({
    clock,
    leastMs: leastStockMs,
    act: () => void stock.refresh().then(sockets.push),
  });
  opened.defer(() => news.close());
  const stockChanged = () => {
    if (sockets.followers("stock") > 0) news.ask();
  };
  opened.defer(every(stockIntervalMs, stockChanged));
  const log = web.log.named("shop.flash-sale");
  const flashBuyers = createWaitingRooms({ store, clock, log, metrics, stockChanged, passPoint });
  opened.defer(() => flashBuyers.idle());
  return { flashBuyers, flashLoads: new Set(), stockChanged };
}
