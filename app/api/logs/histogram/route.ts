import { LogCountQuery } from "#lib/contract/log.ts";
import { LogHistogram } from "#lib/contract/log-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { countLogsOverTime } from "#lib/http/history/count-logs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs/histogram",
  summary: "How many log lines of each level there were over time",
  tag: "Telemetry",
  query: LogCountQuery,
  replies: { 200: LogHistogram },
  run: (context, { query }) => countLogsOverTime(context, query),
});
