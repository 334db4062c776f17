// The one error the domain throws. Surfaces (HTTP, sockets, CLI) translate its code, each in one place.
// Codes are compared, never `instanceof`: a module can be loaded more than once in one process.
export const errorCodes = [
  "bad_request",
  "unauthorized",
  "payment_required",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "request_timeout",
  "conflict",
  "payload_too_large",
  "unsupported_media_type",
  "misdirected_request",
  "validation_failed",
  "too_many_requests",
  "headers_too_large",
  "internal",
  "unavailable",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export type FieldError = { path: string; message: string };

type Details = {
  /** Says more exactly what it was, for programs: `card_declined` rather than `payment_required`. */
  reason?: string;
  fields?: FieldError[];
  headers?: Record<string, string>;
  cause?: unknown;
};

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly fields: FieldError[] | undefined;
  /** Extra HTTP headers the answer must carry (`Allow`, `Retry-After`). */
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = details.reason;
    this.fields = details.fields;
    this.headers = details.headers ?? {};
  }
}

export function asAppError(error: unknown): AppError | undefined {
  if (typeof error !== "object" || error === null || !("code" in error) || !("headers" in error))
    return undefined;
  return errorCodes.includes(error.code as ErrorCode) ? (error as AppError) : undefined;
}
