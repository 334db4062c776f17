import { LogQuery } from "#lib/contract/log.ts";
import { LogList } from "#lib/contract/log-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listLogs } from "#lib/http/history/list-logs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs",
  summary: "Log lines by text, field, attribute and time, the newest first",
  tag: "Telemetry",
  query: LogQuery,
  replies: { 200: LogList },
  run: (context, { query }) => listLogs(context, query),
});
