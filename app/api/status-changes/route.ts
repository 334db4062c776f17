import { StatusChangeList, StatusChangeQuery } from "#lib/contract/mesh.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listStatusChanges } from "#lib/mesh/describe-service.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/status-changes",
  summary: "What changed: services that became degraded, failed or healthy again, the newest first",
  tag: "Mesh",
  query: StatusChangeQuery,
  replies: { 200: StatusChangeList },
  run: (context, { query }) => ({ changes: listStatusChanges(context, query) }),
});
