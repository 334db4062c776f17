// OpenTelemetry's own complaints. They also are the only place where an exporter tells that the receiver took a
// batch but refused a part of it.
import { DiagLogLevel, diag } from "@opentelemetry/api";
import type { Drops } from "../drops.ts";
import type { Problems } from "../problems.ts";

/** Next names the route on the request's span when the answer is already gone; that is no problem of anybody's. */
const lateWord = "Cannot execute the operation on ended Span";

/** Returns what stops the listening. */
export function listenToDiagnostics(drops: Drops, problems: Problems): () => void {
  const complain = (message: string, ...details: unknown[]) => {
    if (message.startsWith(lateWord)) return;
    const refused = message.startsWith("Received Partial Success") ? String(details[0]) : undefined;
    if (refused !== undefined) countRefused(refused, drops);
    problems.report("OpenTelemetry reports a problem", { message, detail: refused });
  };
  const ignore = () => {};
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return () => diag.disable();
}

function countRefused(partialSuccess: string, drops: Drops): void {
  const { rejectedSpans, rejectedLogRecords, rejectedDataPoints } = JSON.parse(partialSuccess);
  drops.count("otlp-traces", "spans", Number(rejectedSpans ?? 0));
  drops.count("otlp-logs", "logs", Number(rejectedLogRecords ?? 0));
  drops.count("otlp-metrics", "points", Number(rejectedDataPoints ?? 0));
}
