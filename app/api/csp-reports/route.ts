import { z } from "zod";
import { CspReports } from "#lib/contract/csp-report.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { logViolations } from "#lib/http/log-violations.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/csp-reports",
  summary: "A browser reports what the content security policy blocked",
  tag: "Browser",
  body: CspReports,
  accepts: ["application/csp-report", "application/reports+json", "application/json"],
  replies: { 204: z.undefined() },
  run: ({ web }, { body }) => logViolations({ log: web.log.named("browser.csp") }, body),
});
