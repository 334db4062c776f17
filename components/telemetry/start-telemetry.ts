// The browser's side of telemetry, put together. What is here is loaded with the page, so it is small; the rest follows.
import type { BrowserReport } from "#lib/contract/browser-report.ts";
import { keepCauses } from "./cause.ts";
import { clickTarget } from "./click-target.ts";
import { createInteractions } from "./interactions.ts";
import { newId } from "./new-ids.ts";
import { createOutbox } from "./outbox.ts";
import { leaveReport, sendReport } from "./send-report.ts";
import { traceFetch } from "./traced-fetch.ts";
import { watchErrors } from "./watch-errors.ts";

const nowMs = () => performance.timeOrigin + performance.now();
const later = (ms: number, then: () => void) => void setTimeout(then, ms);

export type PageTelemetry = { arrived(path: string): void; stop(): void };

/** `traceparent` is that of the server's span in which the page was made. */
export function startTelemetry(traceparent: string | undefined): PageTelemetry {
  const ownFetch = window.fetch.bind(window);
  const [, traceId, parentSpanId = ""] = traceparent?.split("-") ?? [];
  const pageLoad: BrowserReport["pageLoad"] = traceId ? { traceId, spanId: newId(8) } : null;
  const outbox = createOutbox({
    nowMs,
    later,
    pageLoad: () => pageLoad,
    send: (report) => sendReport(ownFetch, report),
    leave: leaveReport,
  });
  const interactions = createInteractions({
    nowMs,
    later,
    page: () => location.pathname.slice(0, 300),
    emit: outbox.add,
    lose: outbox.lose,
  });
  keepCauses(interactions.keeper);
  const restoreFetch = traceFetch(window, interactions.follow);
  const stopErrors = watchErrors(interactions.trace);

  const onClick = ({ target, timeStamp }: MouseEvent) => {
    const clicked = target instanceof Element ? clickTarget(target) : undefined;
    if (clicked) interactions.clicked(clicked, performance.timeOrigin + timeStamp);
  };
  const onHide = () => {
    if (document.visibilityState !== "hidden") return;
    interactions.closeAll();
    // What others measure when a page is hidden comes in the same turn of the browser.
    queueMicrotask(outbox.leave);
  };
  window.addEventListener("click", onClick, { capture: true });
  document.addEventListener("visibilitychange", onHide);
  window.addEventListener("pagehide", onHide);
  const page = location.pathname;
  const stopWaiting = whenLoaded(async () => {
    // Without it the page is as it was; the next page tries again.
    const vitals = await import("./page-vitals.ts").catch(() => undefined);
    vitals?.measurePage({ pageLoad, parentSpanId, page, outbox });
  });
  return {
    arrived: interactions.arrived,
    stop() {
      stopWaiting();
      window.removeEventListener("click", onClick, { capture: true });
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("pagehide", onHide);
      stopErrors();
      restoreFetch();
      keepCauses(undefined);
    },
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
