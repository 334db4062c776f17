import { context } from "@opentelemetry/api";
import { requestScopeOf } from "#lib/telemetry/request-scope.ts";

/** For a page that says itself that there is nothing, while it renders. */
export function answerNotFound(): void {
  requestScopeOf(context.active())?.answerAs?.(404);
}
