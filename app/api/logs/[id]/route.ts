import { z } from "zod";
import { LogContextQuery, LogId } from "#lib/contract/log.ts";
import { LogContext } from "#lib/contract/log-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readLogContext } from "#lib/http/history/read-log-context.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs/{id}",
  summary: "One log line, with those before and after it",
  tag: "Telemetry",
  params: z.strictObject({ id: LogId }),
  query: LogContextQuery,
  replies: { 200: LogContext },
  run: (context, { params, query }) => readLogContext(context, { ...params, ...query }),
});
