import { z } from "zod";
import { LogExportQuery } from "#lib/contract/log.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { exportLogs } from "#lib/http/history/export-logs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs/export",
  summary: "Log lines as a file, the newest first; x-row-limit says how many at most",
  tag: "Telemetry",
  query: LogExportQuery,
  replies: { 200: { "text/csv": z.string(), "application/x-ndjson": z.string() } },
  run: (context, { query }) => exportLogs(context, query, context.request.signal),
});
