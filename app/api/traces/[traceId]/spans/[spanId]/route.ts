import { Problem } from "#lib/contract/problem.ts";
import { SpanDetails } from "#lib/contract/trace-answers.ts";
import { SpanParams } from "#lib/contract/trace-parts.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readSpan } from "#lib/http/history/read-span.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/{traceId}/spans/{spanId}",
  summary: "All that one span says",
  tag: "Telemetry",
  params: SpanParams,
  replies: { 200: SpanDetails, 404: { "application/problem+json": Problem } },
  run: (context, { params }) => readSpan(context, params),
});
