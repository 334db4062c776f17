import type { LogLine, LogList, LogQuery } from "#lib/contract/log.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { StoredLog } from "#lib/telemetry/types.ts";
import { pageOf } from "./page-of.ts";
import { timeRange } from "./time-range.ts";

export async function listLogs(
  { telemetry }: Pick<Runtime, "telemetry">,
  { cursor, limit, level, q, from, to, ...same }: LogQuery,
): Promise<LogList> {
  const [timeUs, id] = cursor?.split("-") ?? [];
  const { rows, last } = await pageOf(limit, (more) =>
    telemetry.history.findLogs({
      ...same,
      ...timeRange({ from, to }),
      leastLevel: level,
      text: q,
      after: id === undefined ? undefined : { timeUs: Number(timeUs), id },
      limit: more,
    }),
  );
  return { logs: rows.map(toLogLine), next: last ? `${last.timeUs}-${last.id}` : null };
}

function toLogLine({ timeUs, ...same }: StoredLog): LogLine {
  return { ...same, timestamp: isoFromMicros(timeUs) };
}
