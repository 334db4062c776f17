// What a request carries through every await: its id and tenant, on the OpenTelemetry context, because that
// is the one asynchronous context which all copies of a module in this process share.
import { type Context, context, createContextKey, trace } from "@opentelemetry/api";
import type { KeyStem } from "#lib/kernel/random.ts";
import { LinkedContext } from "./linked-context.ts";

export type RequestScope = {
  requestId: string;
  tenantId?: string;
  /** How many ids were made for it, and from what; only where ids are keyed. One request, one scope object. */
  ids?: { taken: number; span: KeyStem; trace: KeyStem };
  /** Of a page: the status of its answer, where that shows only while it renders. */
  answerAs?(status: number): void;
};

const scopeKey = createContextKey("faultmart.request-scope");

export function withRequestScope(parent: Context, scope: RequestScope): Context {
  return new LinkedContext(parent, scopeKey, scope);
}

export function requestScopeOf(carrier: Context): RequestScope | undefined {
  return carrier.getValue(scopeKey) as RequestScope | undefined;
}

let starting: Context | undefined;

/**
 * Starts a span whose ids are those of `parent`'s request. Making that the active context for it would do as well, but
 * copies a Map, for half of all spans.
 */
export function startWithin<Started>(parent: Context, start: () => Started): Started {
  starting = parent;
  try {
    return start();
  } finally {
    starting = undefined;
  }
}

/** Of the span that is being started, or of what is under way. */
export function scopeForIds(): RequestScope | undefined {
  return requestScopeOf(starting ?? context.active());
}

/** For a request that names its tenant in its body or query: what is recorded from now on carries it. */
export function noteTenant(tenantId: string) {
  const active = context.active();
  const scope = requestScopeOf(active);
  if (scope) scope.tenantId = tenantId;
  trace.getSpan(active)?.setAttribute("tenant_id", tenantId);
}
