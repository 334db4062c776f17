import { z } from "zod";
import { defineRoute } from "#lib/http/define-route.ts";
import { checkCaller } from "#lib/http/mesh-access.ts";
import { serveHop } from "#lib/http/serve-hop.ts";

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

export const POST = defineRoute({
  method: "POST",
  path: "/services/{service}/{operation}",
  summary: "A call to an operation of a service, as services make it; the body is its input",
  tag: "Mesh",
  params: z.strictObject({ service: Name, operation: Name }),
  body: z.unknown(),
  replies: { 200: z.unknown().describe("What the operation gives") },
  ownTelemetry: true,
  run(context, { params, body }) {
    checkCaller(context, params.service);
    return serveHop(context.mesh, context.request, { ...params, input: body });
  },
});
