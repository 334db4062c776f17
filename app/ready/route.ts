import { Readiness } from "#lib/contract/probes.ts";
import { checkReadiness } from "#lib/http/check-readiness.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/ready",
  summary: "Readiness: every part that traffic needs works",
  tag: "Operations",
  replies: { 200: Readiness, 503: Readiness },
  run: async (context) => {
    const readiness = await checkReadiness(context);
    return Response.json(readiness, {
      status: readiness.status === "ready" ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
});
