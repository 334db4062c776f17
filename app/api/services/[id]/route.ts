import { z } from "zod";
import { ServiceDetail, ServiceId } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { describeService } from "#lib/mesh/describe-service.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/services/{id}",
  summary: "One service: its last fifteen minutes, its callers and dependencies, when its status changed",
  tag: "Mesh",
  params: z.strictObject({ id: ServiceId }),
  replies: { 200: ServiceDetail },
  run: (context, { params }) => describeService(context, params.id),
});
