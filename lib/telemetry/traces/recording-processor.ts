import type { Context } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { requestScopeOf } from "../request-scope.ts";

/** Every span says whose request it belongs to; finished spans go to each of the takers. */
export function createRecordingProcessor(takers: readonly ((span: ReadableSpan) => void)[]): SpanProcessor {
  return {
    onStart(span: Span, parent: Context) {
      const scope = requestScopeOf(parent);
      if (!scope) return;
      span.setAttribute("request_id", scope.requestId);
      if (scope.tenantId) span.setAttribute("tenant_id", scope.tenantId);
    },
    onEnd(span) {
      for (const take of takers) take(span);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}
