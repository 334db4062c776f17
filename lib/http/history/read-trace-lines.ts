import type { LogLine } from "#lib/contract/log-answers.ts";
import { isoFromMicros, microsFromIso } from "#lib/contract/micro-time.ts";
import type { TraceLine, TraceLines } from "#lib/contract/trace-line.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { listLogs } from "./list-logs.ts";

/** What a trace causes may still be logged when its last span has ended. */
const logsAfterUs = 60_000_000;
const pageRows = 200;
/** More would hide the spans that they stand between; the logs have them all. */
const mostLines = 1_000;
/** The rest of a long message is read where the line is opened. */
const mostChars = 200;

type Trace = { traceId: string; startUs: number; durationUs: number };

/** What was logged in a trace, in the order of time. */
export async function readTraceLines(
  context: Pick<Runtime, "telemetry" | "clock">,
  { traceId, startUs, durationUs }: Trace,
): Promise<TraceLines> {
  const asked = {
    traceId,
    from: isoFromMicros(startUs - 1_000_000),
    to: isoFromMicros(startUs + durationUs + logsAfterUs),
    limit: pageRows,
  };
  const found: LogLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLogs(context, { ...asked, cursor });
    found.push(...page.logs);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && found.length < mostLines);
  return { lines: found.toReversed().map((line) => toTraceLine(line, startUs)), more: cursor !== undefined };
}

function toTraceLine(
  { id, timestamp, level, service, message, spanId }: LogLine,
  startUs: number,
): TraceLine {
  const offsetUs = microsFromIso(timestamp) - startUs;
  const shown = message.length > mostChars ? `${message.slice(0, mostChars)}…`.toWellFormed() : message;
  return { id, offsetUs, level, service, message: shown, spanId };
}
