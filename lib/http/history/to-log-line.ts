import type { LogLine } from "#lib/contract/log-answers.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { StoredLog } from "#lib/telemetry/types.ts";

export function toLogLine({ timeUs, ...same }: StoredLog): LogLine {
  return { ...same, timestamp: isoFromMicros(timeUs) };
}
