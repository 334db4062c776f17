import type { LogLine, LogList, LogQuery } from "#lib/contract/log.ts";
import { isoFromMicros } from "#lib/contract/micro-time.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import type { StoredLog } from "#lib/telemetry/types.ts";
import { pageOf } from "./page-of.ts";

export async function listLogs(
  { telemetry, clock }: Pick<Runtime, "telemetry" | "clock">,
  { cursor, limit, level, q, range, from, to, ...same }: LogQuery,
): Promise<LogList> {
  const [timeUs, id] = cursor?.split("-") ?? [];
  const { rows, last } = await pageOf(limit, (more) =>
    telemetry.history.findLogs({
      ...same,
      ...resolveTimeRange({ range, from, to }, clock.nowMs()),
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
