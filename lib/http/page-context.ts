// What a page may use of the runtime. Pages call this while they render, never at module scope.
import { getRuntime } from "#lib/runtime/slot.ts";

export function pageContext() {
  const { store, openApi, feeds } = getRuntime();
  return {
    store,
    openApi,
    processFeed: feeds.process.snapshot(),
  };
}
