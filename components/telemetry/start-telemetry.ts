// The browser's side of telemetry, put together. What is here follows clicks as soon as the page is alive; what tells the
// server of them comes when the page has nothing better to do.
import type { BrowserReport, BrowserSpan } from "#lib/contract/browser-report.ts";
import { keepCauses } from "./cause.ts";
import { clickTarget } from "./click-target.ts";
import { Interactions } from "./interactions.ts";
import { newId } from "./new-ids.ts";
import type { Teller } from "./tell-server.ts";
import { traceFetch } from "./traced-fetch.ts";
import { watchErrors } from "./watch-errors.ts";

const nowMs = () => performance.timeOrigin + performance.now();
const later = (ms: number, then: () => void) => void setTimeout(then, ms);
/** More than anybody clicks before the rest is there; without a rest it is all there will be. */
const mostUntold = 60;

export type PageTelemetry = { arrived(path: string): void; stop(): void };

/** `traceparent` is that of the server's span in which the page was made. */
export function startTelemetry(traceparent: string | undefined): PageTelemetry {
  const fetch = window.fetch.bind(window);
  const page = location.pathname;
  const [, traceId, parentSpanId = ""] = traceparent?.split("-") ?? [];
  const pageLoad: BrowserReport["pageLoad"] = traceId ? { traceId, spanId: newId(8) } : null;
  let teller: Teller | undefined;
  let untold: BrowserSpan[] = [];
  let lost = 0;
  let isStopped = false;
  const lose = (count: number) => {
    if (teller) teller.lose(count);
    else lost += count;
  };
  const tell = (spans: readonly BrowserSpan[]) => {
    if (teller) return teller.tell(spans);
    lose(Math.max(0, untold.length + spans.length - mostUntold));
    untold = [...untold, ...spans].slice(0, mostUntold);
  };
  const interactions = new Interactions({
    nowMs,
    later,
    page: () => location.pathname.slice(0, 300),
    emit: tell,
    lose,
  });
  keepCauses(interactions.keeper);
  const restoreFetch = traceFetch(window, (request) => interactions.follow(request));
  // Not with the rest: what fails at the first click, while that is on its way, would be lost.
  const stopWatching = watchErrors(() => interactions.trace());
  const stopListening = listen(interactions, () => teller?.leave());
  const stopWaiting = whenLoaded(async () => {
    // Without it the page is as it was; the next page tries again.
    const late = await import("./tell-server.ts").catch(() => undefined);
    if (isStopped) return;
    teller = late?.tellServer({
      nowMs,
      later,
      fetch,
      pageLoad,
      parentSpanId,
      page,
    });
    teller?.lose(lost);
    teller?.tell(untold);
  });
  return {
    arrived: (path) => interactions.arrived(path),
    stop() {
      isStopped = true;
      stopWaiting();
      stopListening();
      stopWatching();
      restoreFetch();
      keepCauses(undefined);
    },
  };
}

function listen(interactions: Interactions, leave: () => void): () => void {
  const onClick = ({ target, timeStamp }: MouseEvent) => {
    const clicked = target instanceof Element ? clickTarget(target) : undefined;
    if (clicked) interactions.clicked(clicked, performance.timeOrigin + timeStamp);
  };
  const onHide = () => {
    if (document.visibilityState !== "hidden") return;
    interactions.closeAll();
    // What is measured when a page is hidden comes in the same turn of the browser.
    queueMicrotask(leave);
  };
  window.addEventListener("click", onClick, { capture: true });
  document.addEventListener("visibilitychange", onHide);
  window.addEventListener("pagehide", onHide);
  return () => {
    window.removeEventListener("click", onClick, { capture: true });
    document.removeEventListener("visibilitychange", onHide);
    window.removeEventListener("pagehide", onHide);
  };
}

/** The browser has nothing better to do then. */
function whenLoaded(act: () => void): () => void {
  if (document.readyState === "complete") {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const onLoad = () => void setTimeout(act);
  window.addEventListener("load", onLoad, { once: true });
  return () => window.removeEventListener("load", onLoad);
}
