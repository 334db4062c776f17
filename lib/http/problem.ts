// The one place where an error becomes an HTTP answer.
import { STATUS_CODES } from "node:http";
import { trace } from "@opentelemetry/api";
import type { Problem } from "#lib/contract/problem.ts";
import { AppError, asAppError, type ErrorCode } from "#lib/kernel/errors.ts";
import { TextResponse } from "./text-response.ts";

const kinds: Record<ErrorCode, { status: number; title: string }> = {
  bad_request: { status: 400, title: "Bad request" },
  unauthorized: { status: 401, title: "Sign-in needed" },
  payment_required: { status: 402, title: "Payment declined" },
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

/** The kind that the documentation lists for a status, where there is one. */
export function kindOf(status: number): { code: string; title: string } | undefined {
  const found = Object.entries(kinds).find(([, kind]) => kind.status === status);
  return found && { code: found[0], title: found[1].title };
}

export const problemType = "application/problem+json";

export type ProblemReply = { status: number; headers: Record<string, string>; body: Problem };

/** What is not an AppError is ours to fix: its text stays in the log, the client gets none of it. */
export function toProblem(error: unknown, requestId: string): ProblemReply {
  const known = asAppError(error) ?? new AppError("internal", internalDetail, { cause: error });
  const { status, title } = kinds[known.code];
  return {
    status,
    headers: { ...known.headers, "content-type": problemType, "cache-control": "no-store" },
    body: {
      ...problemOf(
        { status, title, detail: known.message, code: known.code, reason: known.reason },
        requestId,
      ),
      ...(known.fields ? { fields: known.fields } : {}),
    },
  };
}

type Told = { status: number; title?: string; detail: string; code: string; reason?: string | undefined };

/** Without a title it is not one of those that the documentation lists; its status says what kind it is. */
export function problemOf({ status, title, detail, code, reason }: Told, requestId: string): Problem {
  return {
    type: title === undefined ? "about:blank" : `/docs/api#problem-${code}`,
    title: title ?? STATUS_CODES[status] ?? "Failed",
    status,
    detail,
    code: reason ?? code,
    requestId,
    traceId: trace.getActiveSpan()?.spanContext().traceId ?? "",
  };
}

export function problemResponse(error: unknown, requestId: string): Response {
  const { status, headers, body } = toProblem(error, requestId);
  return new TextResponse(JSON.stringify(body), { status, headers });
}
