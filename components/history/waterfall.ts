// Where each span of a trace stands: below whom, from when, how long.
import { microsFromIso } from "#lib/contract/micro-time.ts";
import type { Span, Trace } from "#lib/contract/trace.ts";

export type WaterfallRow = {
  span: Span;
  depth: number;
  /** Its parent is not among the spans. */
  orphan: boolean;
  offsetMs: number;
  /** Of the whole trace. */
  leftPercent: number;
  widthPercent: number;
};

/** Every span once: after its parent, in the order of start. */
export function waterfallRows(trace: Trace): WaterfallRow[] {
  const known = new Set(trace.spans.map(({ spanId }) => spanId));
  const isTop = ({ parentSpanId }: Span) => parentSpanId === null || !known.has(parentSpanId);
  const children = Map.groupBy(trace.spans, ({ parentSpanId }) => parentSpanId);
  const rows = new Map<string, WaterfallRow>();
  const startUs = microsFromIso(trace.start);
  const add = (span: Span, depth: number) => {
    if (rows.has(span.spanId)) return;
    const orphan = span.parentSpanId !== null && isTop(span);
    rows.set(span.spanId, { span, depth, orphan, ...placeOf(span, startUs, trace.durationMs) });
    for (const child of children.get(span.spanId) ?? []) add(child, depth + 1);
  };
  for (const span of trace.spans) if (isTop(span)) add(span, 0);
  // Spans that name each other as parents are under no top; they are shown all the same.
  for (const span of trace.spans) add(span, 0);
  return [...rows.values()];
}

function placeOf(span: Span, traceStartUs: number, traceMs: number) {
  const offsetMs = (microsFromIso(span.start) - traceStartUs) / 1_000;
  return {
    offsetMs,
    leftPercent: shareOf(offsetMs, traceMs),
    widthPercent: shareOf(span.durationMs, traceMs),
  };
}

/** In percent, between 0 and 100. */
export function shareOf(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(100, Math.max(0, (part / whole) * 100));
}

/** What the failed span itself said: its status, else the exception it met, else the kind of error. */
export function failureReason({ statusMessage, events, attributes }: Span): string | undefined {
  const exception = events.find(({ name }) => name === "exception")?.attributes["exception.message"];
  return [statusMessage, exception, attributes["error.type"]].find(
    (said) => typeof said === "string" && said !== "",
  ) as string | undefined;
}

/** Where failures began: failed spans that called nobody who failed, the earliest first. */
export function firstFailures(spans: readonly Span[]): Span[] {
  const failed = spans.filter(({ status }) => status === "error");
  const callersOfFailed = new Set(failed.map(({ parentSpanId }) => parentSpanId));
  return failed.filter(({ spanId }) => !callersOfFailed.has(spanId));
}
