import { SpanMatches } from "#lib/contract/trace-answers.ts";
import { SpanMatchQuery, TraceParams } from "#lib/contract/trace-parts.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { matchSpans } from "#lib/http/history/match-spans.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/{traceId}/spans",
  summary: "Which spans of a trace a filter fits",
  tag: "Telemetry",
  params: TraceParams,
  query: SpanMatchQuery,
  replies: { 200: SpanMatches },
  run: (context, { params, query }) => matchSpans(context, { ...params, ...query }),
});
