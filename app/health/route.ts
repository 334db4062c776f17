import { Health } from "#lib/contract/probes.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/health",
  summary: "Liveness: the process answers",
  tag: "Operations",
  replies: { 200: Health },
  run: ({ clock }) => ({ status: "healthy", timestamp: new Date(clock.nowMs()).toISOString() }),
});
