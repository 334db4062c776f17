import { z } from "zod";
import { LogStreamQuery } from "#lib/contract/log.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { streamLogs } from "#lib/http/history/stream-logs.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/logs/stream",
  summary:
    "New log lines as server-sent events, a moment after they were logged; at most 200 a second, then a sample and the number of those left out",
  tag: "Telemetry",
  // It lasts for as long as somebody looks: its duration would drown those of all other requests.
  offTheRecord: true,
  query: LogStreamQuery,
  replies: { 200: { "text/event-stream": z.string() } },
  run: (context, { query }) => streamLogs(context, query),
});
