import type { TraceQuery } from "#lib/contract/trace.ts";
import type { TraceList } from "#lib/contract/trace-answers.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { type Asking, askedHistory } from "./asked-history.ts";
import { pageOf } from "./page-of.ts";
import { toTraceSummary } from "./to-trace.ts";
import { toTraceFilter } from "./to-trace-filter.ts";

export async function listTraces(
  context: Asking & Pick<Runtime, "clock">,
  { cursor, limit, order, ...asked }: TraceQuery,
): Promise<TraceList> {
  const [startUs, durationUs, traceId] = cursor?.split("-") ?? [];
  const after = traceId && { startUs: Number(startUs), durationUs: Number(durationUs), traceId };
  const { rows, last } = await pageOf(limit, (more) =>
    askedHistory(context).findTraces({
      ...toTraceFilter(asked, context.clock.nowMs()),
      order,
      after: after || undefined,
      limit: more,
    }),
  );
  return {
    traces: rows.map(toTraceSummary),
    next: last ? `${last.startUs}-${last.durationUs}-${last.traceId}` : null,
  };
}
