import { context, TraceFlags, trace } from "@opentelemetry/api";
import type { Labels } from "../types.ts";

/** What a scrape shows beside a bucket or a counter: one value, and the trace it came from. */
export type Exemplar = { labels: Labels; value: number; timestampS: number };
export type ExemplarLabels = { trace_id: string; span_id: string };

/** Only a sampled span can be looked up later, and each has ids; an exemplar that leads nowhere is worse than none. */
export function activeExemplar(): ExemplarLabels | undefined {
  const span = trace.getSpanContext(context.active());
  if (!span || (span.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return { trace_id: span.traceId, span_id: span.spanId };
}
