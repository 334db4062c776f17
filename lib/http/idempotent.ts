// Attempts that carry a key, so that they may be sent again: reading the key, and replies that are kept as they were given.
import { trace } from "@opentelemetry/api";
import { idempotencyHeader } from "#lib/contract/idempotency-header.ts";
import { IdempotencyKey } from "#lib/contract/order.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { problemType, toProblem } from "./problem.ts";
import type { RouteRequest } from "./route-spec.ts";
import { TextResponse } from "./text-response.ts";

export type KeptReply = { status: number; body: string; replayed: boolean };

export function readIdempotencyKey({ headers }: Pick<RouteRequest, "headers">): string {
  const given = headers.get(idempotencyHeader);
  if (given === null)
    throw new AppError(
      "bad_request",
      "Send a header Idempotency-Key, a new one for each purchase: it makes sure that one is never made twice.",
      { reason: "idempotency_key_missing" },
    );
  const parsed = IdempotencyKey.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError(
    "bad_request",
    "The header Idempotency-Key needs 8 to 128 letters, digits or . : _ - characters.",
    { reason: "idempotency_key_invalid" },
  );
}

export type Wording = {
  requestId: string;
  traceId: string;
  /** The problem as it would be answered now, as text to keep. */
  refuse(error: AppError): { status: number; body: string };
};

/** In the words of the request that is active now, whoever says no later. */
export function refuseInWords(requestId: string): Wording {
  const traceId = trace.getActiveSpan()?.spanContext().traceId ?? "";
  return {
    requestId,
    traceId,
    refuse(error) {
      const { status, body } = toProblem(error, requestId);
      return { status, body: JSON.stringify({ ...body, traceId }) };
    },
  };
}

export function replyResponse(
  { status, body, replayed }: KeptReply,
  headers: Record<string, string> = {},
): Response {
  return new TextResponse(body, {
    status,
    headers: {
      "content-type": status < 400 ? "application/json" : problemType,
      "cache-control": "no-store",
      ...(replayed ? { "idempotent-replayed": "true" } : {}),
      ...headers,
    },
  });
}
