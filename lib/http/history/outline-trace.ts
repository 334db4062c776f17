import { type OutlineSpan, type TraceOutline, writeOutline } from "#lib/contract/trace-outline.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { OutlinedSpan } from "#lib/telemetry/types.ts";
import { callersFirst, mostSpans, stretchOf } from "./summarize-trace.ts";

/** Undefined without a span. */
export async function outlineTrace(
  { telemetry }: Pick<Runtime, "telemetry">,
  { traceId }: { traceId: string },
): Promise<TraceOutline | undefined> {
  const found = await telemetry.history.outlineTrace({ traceId, limit: mostSpans + 1 });
  if (found.length === 0) return undefined;
  const spans = found.slice(0, mostSpans);
  const told = { traceId, ...stretchOf(spans), cut: found.length > mostSpans };
  return writeOutline(told, placed(callersFirst(spans), told.startUs));
}

function placed(spans: readonly OutlinedSpan[], traceStartUs: number): OutlineSpan[] {
  const places = new Map(spans.map(({ spanId }, at) => [spanId, at]));
  // Field by field: ten thousand objects that are spread take several times as long to make, and to read afterwards.
  return spans.map(({ parentSpanId, spanId, service, name, kind, failed, startUs, durationUs }) => {
    const parent = parentSpanId === null ? -1 : (places.get(parentSpanId) ?? -1);
    const orphan = parentSpanId !== null && parent < 0;
    const sinceUs = startUs - traceStartUs;
    return { spanId, parent, orphan, service, name, kind, failed, startUs: sinceUs, durationUs };
  });
}
