import { TraceDurationsQuery } from "#lib/contract/trace.ts";
import { TraceDurations } from "#lib/contract/trace-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { countTraceDurations } from "#lib/http/history/count-trace-durations.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/durations",
  summary: "How many traces began when and took how long, and how many of them failed",
  tag: "Telemetry",
  query: TraceDurationsQuery,
  replies: { 200: TraceDurations },
  run: (context, { query }) => countTraceDurations(context, query),
});
