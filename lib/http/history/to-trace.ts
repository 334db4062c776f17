// Traces as the warehouse has them, in the words of the contract.
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { Span, Trace, TraceSummary } from "#lib/contract/trace.ts";
import type { StoredTrace } from "#lib/telemetry/trace-history.ts";
import type { StoredSpan } from "#lib/telemetry/types.ts";

export function toTraceSummary(stored: StoredTrace): TraceSummary {
  return {
    traceId: stored.traceId,
    root: stored.root,
    start: isoFromMicros(stored.startUs),
    durationMs: stored.durationUs / 1_000,
    services: stored.services,
    spanCount: stored.spans,
    errorCount: stored.failedSpans,
    status: stored.failedSpans > 0 ? "error" : "ok",
  };
}

/** Undefined without a span. The spans come in the order of their start. */
export function toTrace(spans: readonly StoredSpan[]): Trace | undefined {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const hasParent = ({ parentSpanId }: StoredSpan) => parentSpanId !== null && known.has(parentSpanId);
  // Clocks differ by less than a millisecond, but a callee can seem to begin before its caller.
  const callersFirst = [...spans.filter((span) => !hasParent(span)), ...spans.filter(hasParent)];
  const [root] = callersFirst;
  if (!root) return undefined;
  const startUs = Math.min(...spans.map((span) => span.startUs));
  const endUs = spans.reduce((latest, span) => Math.max(latest, span.startUs + span.durationUs), 0);
  const summary = toTraceSummary({
    traceId: root.traceId,
    root: { service: root.service, name: root.name },
    startUs,
    durationUs: endUs - startUs,
    services: [...new Set(callersFirst.map(({ service }) => service))],
    spans: spans.length,
    failedSpans: spans.filter(({ status }) => status === "error").length,
  });
  return { ...summary, spans: spans.map(toSpan) };
}

export function toSpan({ traceId: _, startUs, durationUs, events, ...same }: StoredSpan): Span {
  return {
    ...same,
    start: isoFromMicros(startUs),
    durationMs: durationUs / 1_000,
    events: events.map(({ timeUs, ...event }) => ({ ...event, timestamp: isoFromMicros(timeUs) })),
  };
}
