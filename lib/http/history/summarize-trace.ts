// What the spans of a trace add up to.
import type { TraceSummary } from "#lib/contract/trace-answers.ts";
import type { OutlinedSpan } from "#lib/telemetry/types.ts";
import { toTraceSummary } from "./to-trace.ts";

/** More of one trace nobody reads, and a page holds them all. */
export const mostSpans = 20_000;

/** Undefined without a span. */
export function summarizeTrace(traceId: string, spans: readonly OutlinedSpan[]): TraceSummary | undefined {
  const ordered = callersFirst(spans);
  const [root] = ordered;
  if (!root) return undefined;
  return toTraceSummary({
    traceId,
    root: { service: root.service, name: root.name },
    ...stretchOf(spans),
    services: [...new Set(ordered.map(({ service }) => service))],
    spans: spans.length,
    failedSpans: spans.filter(({ failed }) => failed).length,
  });
}

/** Clocks differ by less than a millisecond, but a callee can seem to begin before its caller. */
export function callersFirst(spans: readonly OutlinedSpan[]): OutlinedSpan[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const hasCaller = ({ parentSpanId }: OutlinedSpan) => parentSpanId !== null && known.has(parentSpanId);
  return [...spans.filter((span) => !hasCaller(span)), ...spans.filter(hasCaller)];
}

export function stretchOf(spans: readonly OutlinedSpan[]): { startUs: number; durationUs: number } {
  const startUs = spans.reduce(
    (earliest, span) => Math.min(earliest, span.startUs),
    Number.POSITIVE_INFINITY,
  );
  const endUs = spans.reduce((latest, span) => Math.max(latest, span.startUs + span.durationUs), startUs);
  return { startUs, durationUs: endUs - startUs };
}
