// What a page is told of telemetry when it is made.
import { trace } from "@opentelemetry/api";
import { runtimeSlot } from "#lib/runtime/slot.ts";

/** Undefined where pages tell nothing. `traceparent` is the span in which the page is made, so that its load joins it. */
export function pageTelemetry(): { traceparent: string | undefined } | undefined {
  if (!runtimeSlot.peek()?.config.BROWSER_TELEMETRY) return undefined;
  const span = trace.getActiveSpan();
  if (!span?.isRecording()) return { traceparent: undefined };
  const { traceId, spanId } = span.spanContext();
  return { traceparent: `00-${traceId}-${spanId}-01` };
}
