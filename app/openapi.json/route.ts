import { OpenApiDocument } from "#lib/contract/openapi.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/openapi.json",
  summary: "This description, generated from the schemas that check every request",
  tag: "Operations",
  replies: { 200: OpenApiDocument },
  run: ({ openApi }) => openApi(),
});
