import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { resolveTimeRange } from "#lib/contract/time-range.ts";
import type { TraceQuery } from "#lib/contract/trace.ts";
import type { TraceFilter } from "#lib/telemetry/trace-history.ts";

export type AskedOfTraces = Omit<TraceQuery, "cursor" | "limit" | "order">;

/** A text with a mistake asks nothing; whoever takes it from outside has checked it. */
export function toTraceFilter(asked: AskedOfTraces, nowMs: number): TraceFilter {
  const { range, from, to, tenant, q = "", ...same } = asked;
  const parsed = parseFilter(q, spanFields);
  return {
    ...same,
    ...resolveTimeRange({ range, from, to }, nowMs),
    tenantId: tenant,
    terms: "terms" in parsed ? parsed.terms : [],
  };
}
