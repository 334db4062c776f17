import { z } from "zod";
import { BrowserReport } from "#lib/contract/browser-report.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { AppError } from "#lib/kernel/errors.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/browser-telemetry",
  summary: "A page reports what was clicked, what it asked for, and how fast it was",
  tag: "Browser",
  offTheRecord: true,
  body: BrowserReport,
  replies: { 202: z.undefined() },
  async run({ browserIntake, request }, { body }) {
    if (!browserIntake) throw new AppError("not_found", "BROWSER_TELEMETRY is off: pages tell nothing here.");
    await browserIntake.take(body, request.headers.get("x-forwarded-for") ?? "");
  },
});
