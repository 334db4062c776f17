import type { BrowserError } from "#lib/contract/browser-error.ts";

/** What of a thrown value the pages show and report. It may be anything, and its text may be long. */
export function describeError(error: unknown): { message: string; digest?: string; stack?: string } {
  if (!(error instanceof Error))
    return { message: String(error).slice(0, 2_000) || "Something without a name" };
  const digest = "digest" in error && typeof error.digest === "string" ? error.digest : undefined;
  return {
    message: error.message.slice(0, 2_000) || error.name,
    ...(digest ? { digest: digest.slice(0, 100) } : {}),
    ...(error.stack ? { stack: error.stack.slice(0, 8_000) } : {}),
  };
}

export type ErrorTrace = { traceId: string; spanId: string };

/** A report that fails must not cause another error. */
export async function reportError(error: unknown, trace?: ErrorTrace) {
  const report: BrowserError = {
    ...describeError(error),
    page: location.pathname.slice(0, 500),
    ...(trace ? { traceId: trace.traceId, spanId: trace.spanId } : {}),
  };
  try {
    await fetch("/api/browser-errors", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
      keepalive: true,
    });
  } catch {
    // The server that failed to render may fail to listen as well; its own log has the rest.
  }
}
