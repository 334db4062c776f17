// What a service answers when its handler throws, and what it writes into its log about it.
import type { Random } from "#lib/kernel/random.ts";
import { toHrTime } from "#lib/telemetry/hr-time.ts";
import type { Logger } from "#lib/telemetry/types.ts";
import { type CallError, isCallError, isServiceError, ServiceError } from "./errors.ts";
import type { CallSpan } from "./spans.ts";
import type { Envelope, OperationSpec, Reply } from "./types.ts";

export function answerTo(error: unknown): Reply {
  if (isServiceError(error)) return reply(error.status, error.code, error.message);
  if (!isCallError(error)) return reply(500, "internal", "Internal server error");
  // A refusal is for whoever asked first; what failed behind this service is a bad gateway to its own callers.
  if (error.status >= 400 && error.status < 500)
    return reply(error.status, error.code ?? "refused", error.message);
  const status = gatewayStatusOf(error);
  return reply(status, "dependency_failed", `${error.service} ${whatItDid[status]}.`);
}

const whatItDid = { 502: "failed", 503: "cannot be asked right now", 504: "did not answer in time" } as const;

function gatewayStatusOf({ status, errorType }: CallError): keyof typeof whatItDid {
  if (errorType === "timeout") return 504;
  const noRoom = status === 503 || errorType === "breaker_open" || errorType === "pool_timeout";
  return noRoom ? 503 : 502;
}

function reply(status: number, code: string, message: string): Reply {
  return { status, body: { code, message } };
}

/** Where an error comes from it is told in full; those who only pass it on name whom they were waiting for. */
export function explain(log: Logger, operation: OperationSpec, error: unknown, { span, nowMs }: CallSpan) {
  if (isCallError(error)) {
    return log.error(`${operation.name} failed: ${sayOf(error)}`, {
      "peer.service": error.service,
      "error.type": error.errorType,
    });
  }
  if (error instanceof Error) span.recordException(error, toHrTime(nowMs()));
  const why = error instanceof Error ? error.message : String(error);
  log.exception(`${operation.name} failed: ${why}`, error);
}

function sayOf({ service, status, message }: CallError): string {
  return status > 0 ? `${service} answered ${status}, ${message}` : message;
}

const breakdowns: Record<string, readonly [string, ...string[]]> = {
  "db-service": [
    "deadlock detected",
    "could not serialize access due to concurrent update",
    "canceling statement due to statement timeout",
  ],
  "cache-service": ["OOM command not allowed when used memory > 'maxmemory'", "LOADING dataset in memory"],
};
const anywhere = [
  "Cannot read properties of undefined (reading 'id')",
  "unexpected end of JSON input",
  "assertion failed: version mismatch",
] as const satisfies readonly [string, ...string[]];

/** An error as this service's own code could have thrown it. */
export function breakdown({ service, operation }: Envelope, dice: Random): ServiceError {
  const message = dice.pick(breakdowns[service] ?? anywhere);
  return new ServiceError(500, `${operation}: ${message}`, { code: "internal" });
}
