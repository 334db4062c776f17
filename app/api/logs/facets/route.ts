import { LogCountQuery } from "#lib/contract/log.ts";
import { LogFacets } from "#lib/contract/log-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { countLogFacets } from "#lib/http/history/count-logs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs/facets",
  summary: "The most frequent levels, services, loggers and tenants of log lines, with their counts",
  tag: "Telemetry",
  query: LogCountQuery,
  replies: { 200: LogFacets },
  run: (context, { query }) => countLogFacets(context, query),
});
