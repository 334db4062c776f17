// The alerts of this process: what it finds wrong with services, and who watches the board.
import { pruneAlerts } from "#lib/alerts/prune-alerts.ts";
import type { AlertsContext } from "#lib/alerts/types.ts";
import { watchMesh } from "#lib/alerts/watch-mesh.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { createAlertFeed } from "#lib/live/alert-feed.ts";
import type { Feed } from "#lib/live/types.ts";
import type { Mesh } from "#lib/mesh/types.ts";
import type { ShopMetrics } from "#lib/shop/shop-metrics.ts";
import type { Store } from "#lib/store/types.ts";
import type { ServiceTelemetry } from "#lib/telemetry/types.ts";
import { createHurry } from "./hurry.ts";
import { everyInTurn } from "./schedule.ts";

type Given = {
  clock: Clock;
  store: Store;
  web: ServiceTelemetry;
  mesh: Mesh;
  metrics: Pick<ShopMetrics, "lostRaces">;
  feed: Feed;
  /** Sends what the feeds have now. */
  push(): void;
  /** Whoever is to be told of alerts waits for this. */
  poke(): void;
};

export type AlertsRuntime = {
  alerts: AlertsContext;
  /** The feed has what is committed. For whoever begins to follow it. */
  refreshAlerts(): Promise<void>;
  alertsRead(): Promise<boolean>;
};

const lookIntervalMs = 2_500;
/** Other processes change alerts as well, and say nothing. */
const readIntervalMs = 2_000;
/** However many commits there are, the board is read no more often than this. */
const leastReadMs = 50;
const pruneIntervalMs = 3_600_000;

export function openAlerts(opened: AsyncDisposableStack, given: Given): AlertsRuntime {
  const { clock, store, web, mesh, metrics, feed, push, poke } = given;
  const log = web.log.named("alerts");
  const board = createAlertFeed({ feed, store, clock, log });
  const read = () => board.refresh().then(push);
  const news = createHurry({ clock, leastMs: leastReadMs, act: () => void read() });
  opened.defer(() => {
    news.close();
    return board.idle();
  });
  const changed = () => {
    news.ask();
    poke();
  };
  const alerts: AlertsContext = { store, clock, log, meter: web.meter, changed };
  const look = watchMesh({ ctx: alerts, watched: { mesh, lostRaces: metrics.lostRaces } });
  opened.defer(everyInTurn(readIntervalMs, read));
  opened.defer(everyInTurn(lookIntervalMs, unlessItFails(look, log)));
  opened.defer(
    everyInTurn(
      pruneIntervalMs,
      unlessItFails(() => pruneAlerts(alerts), log),
    ),
  );
  web.meter.observedGauge(
    {
      name: "alerts_open",
      help: "Alerts that are not resolved, by severity and kind, as every process knows them",
      labels: ["severity", "kind"],
    },
    () => countOpen(board.open()),
  );
  return { alerts, refreshAlerts: board.refresh, alertsRead: board.isRead };
}

function countOpen(open: readonly { severity: string; kind: string }[]) {
  const groups = Map.groupBy(open, ({ severity, kind }) => `${severity} ${kind}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ value: group.length, labels: { severity: first.severity, kind: first.kind } }] : [];
  });
}

/** Said once for as long as it goes on: it is tried again and again. */
function unlessItFails(act: () => Promise<void>, log: AlertsContext["log"]): () => Promise<void> {
  let failing = false;
  return async () => {
    try {
      await act();
      failing = false;
    } catch (error) {
      if (!failing) log.exception("the alerts could not be brought up to date", error);
      failing = true;
    }
  };
}
