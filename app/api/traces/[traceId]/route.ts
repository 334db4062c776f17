import { Problem } from "#lib/contract/problem.ts";
import { Trace } from "#lib/contract/trace-answers.ts";
import { TraceParams } from "#lib/contract/trace-parts.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { streamTrace } from "#lib/http/history/stream-trace.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/{traceId}",
  summary: "One trace with its spans, at most 20,000",
  tag: "Telemetry",
  params: TraceParams,
  replies: { 200: Trace, 404: { "application/problem+json": Problem } },
  run: (context, { params }) => streamTrace(context, params, context.request.signal),
});
