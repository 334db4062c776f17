import type { IdGenerator } from "@opentelemetry/sdk-trace-base";
import { keyStem } from "#lib/kernel/random.ts";
import { type RequestScope, scopeForIds } from "../request-scope.ts";

/**
 * Ids that follow from the seed, the request and how many ids that request had before, so that they stay the same
 * whatever other requests do. Start spans inside `context.with(parent, …)` or `startWithin(parent, …)`.
 */
export function createKeyedIds(seed: string): IdGenerator {
  const nobody: RequestScope = { requestId: "(no request)" };
  const nextId = (bytes: number, kind: "span" | "trace") => {
    const scope = scopeForIds() ?? nobody;
    scope.ids ??= {
      taken: 0,
      span: keyStem(seed, "span", scope.requestId),
      trace: keyStem(seed, "trace", scope.requestId),
    };
    scope.ids.taken += 1;
    return scope.ids[kind].hex(bytes, scope.ids.taken);
  };
  return { generateSpanId: () => nextId(8, "span"), generateTraceId: () => nextId(16, "trace") };
}
