import type { BrowserSpan } from "#lib/contract/browser-report.ts";
import type { Cause } from "./cause.ts";
import { newId } from "./new-ids.ts";

/** Something a reader did, and what came of it so far. */
export type Interaction = Cause & {
  traceId: string;
  spanId: string;
  startMs: number;
  endMs: number;
  target: string;
  page: string;
  underWay: number;
  sent: number;
  spans: BrowserSpan[];
  /** Part of it is nobody's business: then none of it is told. */
  silent: boolean;
  over: boolean;
  /** Another page was asked for, and is not there yet. */
  leads: boolean;
  /** Somebody knows the trace: it must be there. */
  known: boolean;
};

export function newInteraction(target: string, startMs: number, page: string): Interaction {
  const ids = { traceId: newId(16), spanId: newId(8) };
  const nothing = { underWay: 0, sent: 0, spans: [], silent: false, over: false, leads: false, known: false };
  return { ...ids, ...nothing, startMs, endMs: startMs, target, page } as unknown as Interaction;
}

/** One that the server would not take costs the whole report. */
const longestAddress = 300;
const longestSpanMs = 600_000;

export function withinBounds(span: BrowserSpan): BrowserSpan {
  const bounded = {
    ...span,
    durationMs: Math.min(span.durationMs, longestSpanMs),
    page: span.page.slice(0, longestAddress),
  };
  return bounded.what === "request" ? { ...bounded, path: bounded.path.slice(0, longestAddress) } : bounded;
}

/** The click and all within it; nothing where nothing is to be told. */
export function spansOf(interaction: Interaction): BrowserSpan[] {
  const { traceId, spanId, startMs, endMs, target, page, spans, silent, known } = interaction;
  if (silent || (spans.length === 0 && !known)) return [];
  const own = { traceId, spanId, parentSpanId: null, startMs, page };
  return [withinBounds({ ...own, what: "click", durationMs: endMs - startMs, target }), ...spans];
}
