import { z } from "zod";
import { TraceId } from "#lib/contract/history-query.ts";
import { Problem } from "#lib/contract/problem.ts";
import { Trace } from "#lib/contract/trace.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readTrace } from "#lib/http/history/read-trace.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/traces/{traceId}",
  summary: "One trace with all its spans",
  tag: "Telemetry",
  params: z.strictObject({ traceId: TraceId }),
  replies: { 200: Trace, 404: { "application/problem+json": Problem } },
  run: (context, { params }) => readTrace(context, params),
});
