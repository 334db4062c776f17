// How fast a page came, and how fast it answers.
import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";
import type { BrowserReport, BrowserSpan, BrowserVital } from "#lib/contract/browser-report.ts";
import type { Outbox } from "./outbox.ts";

type Given = {
  pageLoad: BrowserReport["pageLoad"];
  /** The server's span, in which the page was made. */
  parentSpanId: string;
  /** Where the page was loaded; the reader may be elsewhere by now. */
  page: string;
  outbox: Pick<Outbox, "add" | "addVital">;
};

export function measurePage({ pageLoad, parentSpanId, page, outbox }: Given) {
  const tell = ({ name, value, rating }: Metric) => {
    // What a browser measures over a page's life belongs to where it ends; what it measures once, to where it began.
    const where = name === "INP" || name === "CLS" ? location.pathname : page;
    outbox.addVital({ name, value: Math.max(0, value), rating, page: where.slice(0, 300) } as BrowserVital);
  };
  for (const watch of [onCLS, onFCP, onINP, onLCP, onTTFB]) watch(tell);
  if (pageLoad) outbox.add(loadSpan({ ...pageLoad, parentSpanId, page: page.slice(0, 300) }));
}

function loadSpan(ids: Pick<BrowserSpan, "traceId" | "spanId" | "parentSpanId" | "page">): BrowserSpan[] {
  const [loaded] = performance.getEntriesByType("navigation");
  if (!loaded) return [];
  const endMs = loaded.loadEventEnd || loaded.domContentLoadedEventEnd || performance.now();
  return [
    { ...ids, what: "page_load", startMs: performance.timeOrigin, durationMs: Math.min(endMs, 600_000) },
  ];
}
