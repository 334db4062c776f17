import { type OutlineSpan, type TraceOutline, writeOutline } from "#lib/contract/trace-outline.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { OutlinedSpan } from "#lib/telemetry/types.ts";

/** More in one picture nobody reads, and each would be sent to the browser. */
const mostSpans = 20_000;

/** Undefined without a span. */
export async function outlineTrace(
  { telemetry }: Pick<Runtime, "telemetry">,
  { traceId }: { traceId: string },
): Promise<TraceOutline | undefined> {
  const found = await telemetry.history.outlineTrace({ traceId, limit: mostSpans + 1 });
  if (found.length === 0) return undefined;
  const spans = found.slice(0, mostSpans);
  const startUs = spans.reduce(
    (earliest, span) => Math.min(earliest, span.startUs),
    Number.POSITIVE_INFINITY,
  );
  const endUs = spans.reduce((latest, span) => Math.max(latest, span.startUs + span.durationUs), startUs);
  const told = { traceId, startUs, durationUs: endUs - startUs, cut: found.length > mostSpans };
  return writeOutline(told, placed(callersFirst(spans), startUs));
}

/** Clocks differ by less than a millisecond, but a callee can seem to begin before its caller. */
function callersFirst(spans: readonly OutlinedSpan[]): OutlinedSpan[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const hasCaller = ({ parentSpanId }: OutlinedSpan) => parentSpanId !== null && known.has(parentSpanId);
  return [...spans.filter((span) => !hasCaller(span)), ...spans.filter(hasCaller)];
}

function placed(spans: readonly OutlinedSpan[], traceStartUs: number): OutlineSpan[] {
  const places = new Map(spans.map(({ spanId }, at) => [spanId, at]));
  return spans.map(({ parentSpanId, startUs, ...same }) => {
    const parent = parentSpanId === null ? -1 : (places.get(parentSpanId) ?? -1);
    return { ...same, parent, orphan: parentSpanId !== null && parent < 0, startUs: startUs - traceStartUs };
  });
}
