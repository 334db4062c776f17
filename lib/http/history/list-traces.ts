import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { TraceList, TraceQuery } from "#lib/contract/trace.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { pageOf } from "./page-of.ts";
import { toTraceSummary } from "./to-trace.ts";

export async function listTraces(
  { telemetry, clock }: Pick<Runtime, "telemetry" | "clock">,
  { cursor, limit, tenant, range, from, to, ...same }: TraceQuery,
): Promise<TraceList> {
  const [startUs, traceId] = cursor?.split("-") ?? [];
  const { rows, last } = await pageOf(limit, (more) =>
    telemetry.history.findTraces({
      ...same,
      ...resolveTimeRange({ range, from, to }, clock.nowMs()),
      tenantId: tenant,
      after: traceId === undefined ? undefined : { startUs: Number(startUs), traceId },
      limit: more,
    }),
  );
  return { traces: rows.map(toTraceSummary), next: last ? `${last.startUs}-${last.traceId}` : null };
}
