// What a request carries through every await: its id and tenant, on the OpenTelemetry context, because that
// is the one asynchronous context which all copies of a module in this process share.
import { type Context, createContextKey } from "@opentelemetry/api";

export type RequestScope = {
  requestId: string;
  tenantId?: string;
  /** How many ids were made for it; only counted where ids are keyed. One request, one scope object. */
  idsTaken?: number;
};

const scopeKey = createContextKey("faultmart.request-scope");

export function withRequestScope(parent: Context, scope: RequestScope): Context {
  return parent.setValue(scopeKey, scope);
}

export function requestScopeOf(carrier: Context): RequestScope | undefined {
  return carrier.getValue(scopeKey) as RequestScope | undefined;
}
