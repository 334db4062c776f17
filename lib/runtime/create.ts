// The composition root: the one place that knows every part. Read it top to bottom; it is torn down bottom to top.
import { randomUUID } from "node:crypto";
import type { Config } from "#lib/config/load.ts";
import type { OpenApiDocument } from "#lib/contract/openapi.ts";
import { createBrowserIntake } from "#lib/http/browser/intake.ts";
import type { FindAddress } from "#lib/http/browser/to-span.ts";
import { createExchangeRecorder, type ExchangeRecorder } from "#lib/http/server/exchange.ts";
import { createRequestWindow } from "#lib/http/server/request-window.ts";
import { wallClock } from "#lib/kernel/clock.ts";
import { passNothing, passUntil } from "#lib/kernel/crash-points.ts";
import { createFeed } from "#lib/live/feed.ts";
import { createLogTail } from "#lib/live/log-tail.ts";
import { createMeshFeeds } from "#lib/live/mesh-feeds.ts";
import { createPlainSocket, type PlainSocket } from "#lib/live/plain-socket.ts";
import { createProcessHealthReader } from "#lib/live/process-health.ts";
import { createSocketServer, type SocketServer } from "#lib/live/socket-server.ts";
import { createStockFeed } from "#lib/live/stock-feed.ts";
import { listHealth } from "#lib/mesh/list-health.ts";
import { showHealth } from "#lib/mesh/show-health.ts";
import { stockShoppers } from "#lib/services/ledger/stock-shoppers.ts";
import { readStock } from "#lib/shop/read-stock.ts";
import { stockCatalogue } from "#lib/shop/stock-catalogue.ts";
import { migrateStore } from "#lib/store/migrate.ts";
import { openStore } from "#lib/store/open.ts";
import { createTelemetry } from "#lib/telemetry/create.ts";
import { createHurry } from "./hurry.ts";
import { openAlerts } from "./open-alerts.ts";
import { openCheckout } from "./open-checkout.ts";
import { openFlashSales } from "./open-flash-sales.ts";
import { openMesh } from "./open-mesh.ts";
import { openNotifications } from "./open-notifications.ts";
import { openShipping, openShippingIntake } from "./open-shipping.ts";
import { openShop } from "./open-shop.ts";
import { openVendors } from "./open-vendors.ts";
import { createReachability } from "./reachability.ts";
import { createReadiness } from "./readiness.ts";
import { every } from "./schedule.ts";
import type { Runtime } from "./type.ts";

export type ProcessRuntime = Runtime & {
  readonly sockets: SocketServer;
  readonly plainSocket: PlainSocket;
  readonly exchanges: ExchangeRecorder;
  /** From now on this process answers at that port: services can call each other, and shoppers come. */
  serveAt(port: number): void;
  draining(): boolean;
  /** From now on /ready says no and nothing new is taken on. */
  drain(): void;
  /** Stops everything, last started first. Calling it again waits for the first call. */
  close(): Promise<void>;
};

const healthIntervalMs = 1_000;
const socketIntervalMs = 250;
/** What somebody waits to see does not wait for the tick; a status that flickers costs no more than this. */
const urgentIntervalMs = 50;
/** Who joins is rather told what was last known than left waiting for a database that hangs. */
const freshStockMs = 1_000;

type Options = { config: Config; version: string; openApi: () => OpenApiDocument; findAddress: FindAddress };

export async function createRuntime(options: Options): Promise<ProcessRuntime> {
  const opened = new AsyncDisposableStack();
  try {
    return await assemble(opened, options);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function assemble(
  opened: AsyncDisposableStack,
  { config, version, openApi, findAddress }: Options,
): Promise<ProcessRuntime> {
  const clock = wallClock;
  const instanceId = randomUUID();
  let isDraining = false;
  const draining = () => isDraining;
  const crashAt = config.FAULTMART_CRASH_AT;
  const passPoint = crashAt ? passUntil(crashAt, () => process.kill(process.pid, "SIGKILL")) : passNothing;

  const intake = openShippingIntake(opened, config);
  const telemetry = await createTelemetry({ config, clock, instanceId, version, shipTo: intake });
  opened.defer(() => telemetry.close());
  const web = telemetry.service("faultmart");
  const logTail = createLogTail({ telemetry, clock });

  const store = await openStore({
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    dataDir: config.DATA_DIR,
    log: web.log.named("store"),
  });
  opened.defer(() => store.close());
  await migrateStore(store);
  await stockCatalogue({ store }, { clear: false });
  await stockShoppers({ store });
  const reachability = createReachability(() => store.ping(), web.log.named("store"));
  opened.defer(() => reachability.close());
  const shipping = await openShipping(opened, { config, clock, store, web }, intake);

  const notifications = await openNotifications(opened, { config, version, clock, store, web });

  const browserIntake = config.BROWSER_TELEMETRY
    ? createBrowserIntake({ clock, telemetry, version, find: findAddress })
    : undefined;
  const window = createRequestWindow(clock);
  const exchanges = createExchangeRecorder(web, clock, window);

  const { mesh, outposts, faults, shoppers, serveAt } = await openMesh(opened, {
    config,
    clock,
    telemetry,
    store,
    runId: instanceId,
    draining,
    passPoint,
  });
  showHealth({ mesh, meter: web.meter, clock });
  const shop = await openShop(opened, { config, clock, store, web, faults });

  const feeds = {
    process: createFeed("process", instanceId),
    services: createFeed("services", instanceId),
    edges: createFeed("edges", instanceId),
    faults: createFeed("faults", instanceId),
    traffic: createFeed("traffic", instanceId),
    stock: createFeed("stock", instanceId),
    alerts: createFeed("alerts", instanceId),
  };
  const stock = createStockFeed({
    feed: feeds.stock,
    read: () => readStock({ store, clock }),
    log: web.log.named("shop.stock"),
  });
  const sockets = createSocketServer(feeds, web.log.named("sockets"), {
    freshen: {
      stock: () => Promise.race([stock.refresh(), clock.sleep(freshStockMs)]),
      alerts: () => Promise.race([refreshAlerts(), clock.sleep(freshStockMs)]),
    },
  });
  opened.defer(() => sockets.close());
  const { metrics } = shop;
  const flashSales = openFlashSales(opened, { clock, store, web, metrics, stock, passPoint, sockets });
  const { stockChanged } = flashSales;
  const checkout = await openCheckout(opened, { clock, store, mesh, web, metrics, passPoint, stockChanged });
  const { push } = sockets;
  const feed = feeds.alerts;
  const { alerts, refreshAlerts, alertsRead } = openAlerts(opened, {
    clock,
    store,
    web,
    mesh,
    metrics,
    feed,
    push,
    poke: notifications.poke,
  });
  const vendorsOf = { config, clock, store, web, faults, alerts, sockets, runner: instanceId };
  const { vendors, jobs, startJobs, jobsOpen } = openVendors(opened, vendorsOf);
  const health = createProcessHealthReader({
    clock,
    version,
    telemetry,
    store,
    requests: () => ({ ...window.figures(), inFlight: exchanges.inFlight() }),
    sockets: () => sockets.connected() + plainSocket.connected(),
    draining,
    storeReachable: reachability.reachable,
    shipping: shipping?.state,
  });
  opened.defer(() => health.close());
  const plainSocket = createPlainSocket(
    () => ({ type: "services", services: listHealth({ mesh, faults }) }),
    () => new Date(clock.nowMs()).toISOString(),
  );
  opened.defer(() => plainSocket.close());

  const readHealth = () => {
    for (const [key, value] of Object.entries(health.read())) feeds.process.set(key, value);
  };
  readHealth();
  opened.defer(every(healthIntervalMs, readHealth));
  const meshFeeds = createMeshFeeds({ mesh, faults, shoppers, feeds });
  opened.defer(() => meshFeeds.close());
  opened.defer(
    every(socketIntervalMs, () => {
      meshFeeds.fill();
      sockets.tick();
      plainSocket.tick();
    }),
  );
  const news = createHurry({
    clock,
    leastMs: urgentIntervalMs,
    act: () => {
      meshFeeds.fill();
      sockets.push();
      plainSocket.tick();
    },
  });
  opened.defer(() => news.close());
  for (const changes of [mesh.onStatusChange, faults.onChange, shoppers.onChange])
    opened.defer(changes(news.ask));

  let closing: Promise<void> | undefined;
  return {
    config,
    clock,
    telemetry,
    web,
    store,
    mesh,
    outposts,
    faults,
    shoppers,
    shop,
    ...flashSales,
    checkout,
    notifications,
    alerts,
    vendors,
    jobs,
    feeds,
    logTail,
    browserIntake,
    openApi,
    readiness: createReadiness({ store, vendors, alertsRead, jobsOpen, draining }),
    sockets,
    plainSocket,
    exchanges,
    serveAt(port) {
      serveAt(port);
      startJobs();
    },
    draining,
    drain: () => {
      isDraining = true;
      shoppers.close();
      logTail.close();
      exchanges.announceClose();
      readHealth();
    },
    close: () => {
      closing ??= opened.disposeAsync();
      return closing;
    },
  };
}
