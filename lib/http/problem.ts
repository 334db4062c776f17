// The one place where an error becomes an HTTP answer.
import { trace } from "@opentelemetry/api";
import type { Problem } from "#lib/contract/problem.ts";
import { AppError, asAppError, type ErrorCode } from "#lib/kernel/errors.ts";

const kinds: Record<ErrorCode, { status: number; title: string }> = {
  bad_request: { status: 400, title: "Bad request" },
  unauthorized: { status: 401, title: "Sign-in needed" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  request_timeout: { status: 408, title: "Request timeout" },
  conflict: { status: 409, title: "Conflict" },
  payload_too_large: { status: 413, title: "Body too large" },
  unsupported_media_type: { status: 415, title: "Unsupported media type" },
  misdirected_request: { status: 421, title: "Unknown host" },
  validation_failed: { status: 422, title: "Validation failed" },
  too_many_requests: { status: 429, title: "Too many requests" },
  headers_too_large: { status: 431, title: "Headers too large" },
  internal: { status: 500, title: "Internal error" },
  unavailable: { status: 503, title: "Unavailable" },
};

const internalDetail = "Something failed on our side. Try again; if it stays, report the request id.";

export type ProblemReply = { status: number; headers: Record<string, string>; body: Problem };

/** What is not an AppError is ours to fix: its text stays in the log, the client gets none of it. */
export function toProblem(error: unknown, requestId: string): ProblemReply {
  const known = asAppError(error) ?? new AppError("internal", internalDetail, { cause: error });
  const { status, title } = kinds[known.code];
  return {
    status,
    headers: { ...known.headers, "content-type": "application/problem+json", "cache-control": "no-store" },
    body: {
      type: `/docs/api#problem-${known.code}`,
      title,
      status,
      detail: known.message,
      code: known.code,
      requestId,
      traceId: trace.getActiveSpan()?.spanContext().traceId ?? "",
      ...(known.fields ? { fields: known.fields } : {}),
    },
  };
}

export function problemResponse(error: unknown, requestId: string): Response {
  const { status, headers, body } = toProblem(error, requestId);
  return new Response(JSON.stringify(body), { status, headers });
}
