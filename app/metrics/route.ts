import { z } from "zod";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/metrics",
  summary: "Metrics for a scraper: Prometheus text, or OpenMetrics with exemplars when `Accept` asks for it",
  tag: "Operations",
  replies: { 200: { "text/plain": z.string(), "application/openmetrics-text": z.string() } },
  run: async ({ telemetry, request }) => {
    const { contentType, text } = await telemetry.exposition(request.headers.get("accept") ?? undefined);
    return new Response(text, { headers: { "content-type": contentType, vary: "accept" } });
  },
});
