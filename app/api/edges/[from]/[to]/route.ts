import { z } from "zod";
import { EdgeDetail, ServiceId } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { describeEdge } from "#lib/mesh/describe-service.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/edges/{from}/{to}",
  summary: "The calls of one service to another: now, and over the last fifteen minutes",
  tag: "Mesh",
  params: z.strictObject({ from: ServiceId, to: ServiceId }),
  replies: { 200: EdgeDetail },
  run: (context, { params }) => describeEdge(context, params.from, params.to),
});
