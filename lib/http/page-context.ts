// What a page may use of the runtime. Pages call this while they render, never at module scope.
import { getRuntime } from "#lib/runtime/slot.ts";

export function pageContext() {
  const { store, clock, openApi, feeds, config } = getRuntime();
  return {
    store,
    clock,
    openApi,
    processFeed: feeds.process.snapshot(),
    development: config.NODE_ENV === "development",
  };
}
