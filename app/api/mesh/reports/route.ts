import { MeshReport, MeshReportReply } from "#lib/contract/mesh-report.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { checkReporter } from "#lib/http/mesh-access.ts";
import { takeReport } from "#lib/mesh/take-report.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/mesh/reports",
  summary: "What a service that runs as a process of its own has recorded; the reply says what is armed",
  tag: "Mesh",
  offTheRecord: true,
  body: MeshReport,
  replies: { 200: MeshReportReply },
  run(context, { body }) {
    checkReporter(context);
    return takeReport(context, body);
  },
});
