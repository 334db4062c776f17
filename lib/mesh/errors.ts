// How calls end badly. Told apart by `name`, and by what they carry, never by their text.

/** What a service says itself: a refusal (4xx: the caller's business) or a failure of its own (5xx). */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(
    status: number,
    message: string,
    { code = "failed", cause }: { code?: string; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = "ServiceError";
    // Expected, and thrown often: where in this project it was made tells a reader of the log nothing.
    this.stack = `ServiceError: ${message}`;
    this.status = status;
    this.code = code;
  }
}

export const transportCodes = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT"] as const;
export type TransportCode = (typeof transportCodes)[number];

/** No answer came: the connection was refused, cut, or led nowhere. */
export class TransportError extends Error {
  readonly code: TransportCode;

  constructor(code: TransportCode, message: string) {
    super(message);
    this.name = "TransportError";
    this.code = code;
  }
}

/** What a caller gets, whatever happened on the way. `errorType` is the conventions' `error.type`. */
export class CallError extends Error {
  readonly service: string;
  readonly operation: string;
  /** The callee's status; 0 when it gave none. */
  readonly status: number;
  readonly errorType: string;
  readonly code: string | undefined;

  constructor(
    message: string,
    facts: {
      service: string;
      operation: string;
      status: number;
      errorType: string;
      code?: string;
      cause?: unknown;
    },
  ) {
    super(message, { cause: facts.cause });
    this.name = "CallError";
    this.service = facts.service;
    this.operation = facts.operation;
    this.status = facts.status;
    this.errorType = facts.errorType;
    this.code = facts.code;
  }
}

function named<T extends Error>(error: unknown, name: string): error is T {
  return error instanceof Error && error.name === name;
}

export const isServiceError = (error: unknown): error is ServiceError =>
  named<ServiceError>(error, "ServiceError");
export const isTransportError = (error: unknown): error is TransportError =>
  named<TransportError>(error, "TransportError");
export const isCallError = (error: unknown): error is CallError => named<CallError>(error, "CallError");

/** A refusal is an answer: the callee works. */
export function isRefusal(error: unknown): boolean {
  return (isCallError(error) || isServiceError(error)) && error.status >= 400 && error.status < 500;
}
