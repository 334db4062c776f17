import { ServiceList } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listHealth } from "#lib/mesh/list-health.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/services",
  summary: "Every service with its measured health; rates in percent, over the last ten seconds",
  tag: "Mesh",
  replies: { 200: ServiceList },
  run: (context) => ({
    services: listHealth(context),
    timestamp: new Date(context.clock.nowMs()).toISOString(),
  }),
});
