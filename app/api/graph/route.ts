import { PastGraph } from "#lib/contract/past-graph.ts";
import { PastGraphQuery } from "#lib/contract/past-graph-query.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readPastGraph } from "#lib/http/history/past-graph.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/graph",
  summary:
    "The dependency graph as it was in the minute up to a time: requests, errors, latency and status of every service and edge",
  tag: "Telemetry",
  query: PastGraphQuery,
  replies: { 200: PastGraph },
  run: (context, { query }) => readPastGraph(context, query),
});
