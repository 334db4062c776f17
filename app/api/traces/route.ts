import { TraceQuery } from "#lib/contract/trace.ts";
import { TraceList } from "#lib/contract/trace-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listTraces } from "#lib/http/history/list-traces.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces",
  summary: "Traces by what their spans are, by duration and time; the newest or the slowest first",
  tag: "Telemetry",
  query: TraceQuery,
  replies: { 200: TraceList },
  run: (context, { query }) => listTraces(context, query),
});
