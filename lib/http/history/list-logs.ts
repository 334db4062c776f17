import { logTerms } from "#lib/contract/filter/log-terms.ts";
import type { LogQuery } from "#lib/contract/log.ts";
import type { LogList } from "#lib/contract/log-answers.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { type Asking, askedHistory } from "./asked-history.ts";
import { pageOf } from "./page-of.ts";
import { toLogLine } from "./to-log-line.ts";

export async function listLogs(
  context: Asking & Pick<Runtime, "clock">,
  { cursor, limit, ...asked }: LogQuery,
): Promise<LogList> {
  const [timeUs, id] = cursor?.split("-") ?? [];
  const { rows, last } = await pageOf(limit, (more) =>
    askedHistory(context).findLogs({
      ...resolveTimeRange(asked, context.clock.nowMs()),
      terms: logTerms(asked),
      after: id === undefined ? undefined : { timeUs: Number(timeUs), id },
      limit: more,
    }),
  );
  return { logs: rows.map(toLogLine), next: last ? `${last.timeUs}-${last.id}` : null };
}
