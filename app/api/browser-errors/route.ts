import { z } from "zod";
import { BrowserError } from "#lib/contract/browser-error.ts";
import { logBrowserError } from "#lib/http/browser/log-error.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/browser-errors",
  summary: "A page reports that its script failed",
  tag: "Browser",
  body: BrowserError,
  replies: { 202: z.undefined() },
  run: (context, { body }) => logBrowserError(context, body),
});
