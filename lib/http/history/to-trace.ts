// Traces as the warehouse has them, in the words of the contract.
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { Span, TraceSummary } from "#lib/contract/trace-answers.ts";
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

export function toSpan({ traceId: _, startUs, durationUs, events, ...same }: StoredSpan): Span {
  return {
    ...same,
    start: isoFromMicros(startUs),
    durationMs: durationUs / 1_000,
    events: events.map(({ timeUs, ...event }) => ({ ...event, timestamp: isoFromMicros(timeUs) })),
  };
}
