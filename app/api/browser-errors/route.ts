import { z } from "zod";
import { BrowserError } from "#lib/contract/browser-error.ts";
import { defineRoute } from "#lib/http/define-route.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/browser-errors",
  summary: "A page reports that its script failed",
  tag: "Browser",
  body: BrowserError,
  replies: { 202: z.undefined() },
  run: ({ web }, { body }) => {
    web.log.named("browser").error(body.message, {
      "url.path": body.page,
      "exception.stacktrace": body.stack,
      "error.digest": body.digest,
    });
  },
});
