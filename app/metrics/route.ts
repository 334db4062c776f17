import { z } from "zod";
import { MeshTotals } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { prefersJson } from "#lib/http/prefers-json.ts";
import { totalHealth } from "#lib/mesh/list-health.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/metrics",
  summary:
    "Metrics for a scraper: Prometheus text, OpenMetrics with exemplars, or the mesh in sums as JSON, as `Accept` asks",
  tag: "Operations",
  replies: {
    200: {
      "text/plain": z.string(),
      "application/openmetrics-text": z.string(),
      "application/json": MeshTotals,
    },
  },
  run: async ({ telemetry, mesh, clock, request }) => {
    const accept = request.headers.get("accept") ?? undefined;
    if (prefersJson(accept)) {
      const totals = { ...totalHealth({ mesh }), timestamp: new Date(clock.nowMs()).toISOString() };
      return Response.json(totals, { headers: { vary: "accept" } });
    }
    const { contentType, text } = await telemetry.exposition(accept);
    return new Response(text, { headers: { "content-type": contentType, vary: "accept" } });
  },
});
