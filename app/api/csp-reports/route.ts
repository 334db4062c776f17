import { z } from "zod";
import { CspReports } from "#lib/contract/csp-report.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/csp-reports",
  summary: "A browser reports what the content security policy blocked",
  tag: "Browser",
  body: CspReports,
  accepts: ["application/csp-report", "application/reports+json", "application/json"],
  replies: { 204: z.undefined() },
  run: ({ web }, { body }) => {
    for (const violation of body)
      web.log.named("browser.csp").warn("content security policy blocked a resource", violation);
  },
});
