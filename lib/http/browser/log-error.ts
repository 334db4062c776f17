import { context, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";
import type { BrowserError } from "#lib/contract/browser-error.ts";
import { isUnrecorded } from "#lib/contract/unrecorded-addresses.ts";
import type { Telemetry } from "#lib/telemetry/types.ts";
import { browserService, elsewhere } from "./to-span.ts";

/** The line stands in the trace of what the reader did, where the page says which; the report's own request is no news. */
export function logBrowserError(
  { telemetry }: { telemetry: Pick<Telemetry, "service"> },
  error: BrowserError,
) {
  const { message, page, stack, digest, traceId, spanId } = error;
  const within =
    traceId && spanId
      ? trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED })
      : context.active();
  context.with(within, () =>
    telemetry.service(browserService).log.error(message, {
      "url.path": isUnrecorded(page) ? elsewhere : page,
      "exception.stacktrace": stack,
      "error.digest": digest,
    }),
  );
}
