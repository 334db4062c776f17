// What a page may use of the runtime. Pages call this while they render, never at module scope.
import type { FeedName } from "#lib/contract/live.ts";
import { getRuntime } from "#lib/runtime/slot.ts";

export function pageContext() {
  const runtime = getRuntime();
  const { clock, store, telemetry, openApi, feeds, mesh, shop, checkout, notifications } = runtime;
  return {
    clock,
    store,
    telemetry,
    openApi,
    mesh,
    faults: runtime.faults,
    shop,
    checkout,
    notifications,
    alerts: runtime.alerts,
    vendors: runtime.vendors,
    jobs: runtime.jobs,
    processFeed: feeds.process.snapshot(),
    feed: (name: FeedName) => feeds[name].snapshot(),
  };
}
