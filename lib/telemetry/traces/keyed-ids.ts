import { context } from "@opentelemetry/api";
import type { IdGenerator } from "@opentelemetry/sdk-trace-base";
import { keyedHex } from "#lib/kernel/random.ts";
import { type RequestScope, requestScopeOf } from "../request-scope.ts";

/**
 * Ids that follow from the seed, the request and how many ids that request had before, so that they stay the same
 * whatever other requests do. The request is that of the active context: start spans inside `context.with(parent, …)`.
 */
export function createKeyedIds(seed: string): IdGenerator {
  const nobody: RequestScope = { requestId: "(no request)" };
  const nextId = (bytes: number, kind: "span" | "trace") => {
    const scope = requestScopeOf(context.active()) ?? nobody;
    scope.idsTaken = (scope.idsTaken ?? 0) + 1;
    return keyedHex(bytes, seed, kind, scope.requestId, scope.idsTaken);
  };
  return { generateSpanId: () => nextId(8, "span"), generateTraceId: () => nextId(16, "trace") };
}
