import { TopologyView } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { describeTopology } from "#lib/mesh/describe-service.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/topology",
  summary: "The shape of the mesh: its services, what each depends on and can be asked",
  tag: "Mesh",
  replies: { 200: TopologyView },
  run: (context) => describeTopology(context),
});
