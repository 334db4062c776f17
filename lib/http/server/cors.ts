import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "#lib/config/load.ts";

/** Pages of the listed origins may read answers, their ids included. */
export function setCorsHeaders(request: IncomingMessage, response: ServerResponse, config: Config) {
  const { origin } = request.headers;
  if (config.CORS_ORIGINS.length === 0) return;
  response.appendHeader("vary", "origin");
  if (origin === undefined || !config.CORS_ORIGINS.includes(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", "x-request-id, x-trace-id, retry-after");
  response.setHeader("cross-origin-resource-policy", "cross-origin");
}

export function answerOptions(request: IncomingMessage, response: ServerResponse, allow: string) {
  response.setHeader("allow", allow);
  if (response.hasHeader("access-control-allow-origin") && request.headers["access-control-request-method"]) {
    response.setHeader("access-control-allow-methods", allow);
    response.setHeader(
      "access-control-allow-headers",
      "content-type, idempotency-key, traceparent, baggage, x-request-id",
    );
    response.setHeader("access-control-max-age", "600");
  }
  response.writeHead(204).end();
}
