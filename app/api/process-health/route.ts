import { FeedSnapshot } from "#lib/contract/live.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/process-health",
  summary: "The process as the control room shows it: a snapshot whose deltas come over the socket",
  tag: "Operations",
  replies: { 200: FeedSnapshot },
  run: ({ feeds }) => feeds.process.snapshot(),
});
