import { PastCalls } from "#lib/contract/past-graph.ts";
import { PastCallsQuery } from "#lib/contract/past-graph-query.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readPastCalls } from "#lib/http/history/past-graph.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/graph/calls",
  summary:
    "The calls to a service, or of one of its callers, second by second, in the quarter of an hour up to a time",
  tag: "Telemetry",
  query: PastCallsQuery,
  replies: { 200: PastCalls },
  run: (context, { query }) => readPastCalls(context, query),
});
