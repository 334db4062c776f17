import type { Term } from "#lib/contract/filter/term.ts";
import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import type { Runtime } from "#lib/runtime/type.ts";
import { resourceOf } from "./span-resource.ts";
import { toSpan } from "./to-trace.ts";

/** A retried request names its order more than once; one is enough. */
const mostHaving = 5;

type Asked = { traceId: string; spanIds: readonly string[]; having: string };

/** Some spans of a trace with all that they say: those that are named, and some that have an attribute. */
export async function readSpans(
  { telemetry }: Pick<Runtime, "telemetry">,
  { traceId, spanIds, having }: Asked,
): Promise<SpanDetails[]> {
  const term: Term = { not: false, kind: "field", field: having, op: "exists", values: [] };
  const matching = await telemetry.history.matchSpans({ traceId, terms: [term] });
  const wanted = [...new Set([...spanIds, ...matching.slice(0, mostHaving)])];
  if (wanted.length === 0) return [];
  const found = await telemetry.history.findSpans({ traceId, spanIds: wanted });
  return found.map((span) => ({ ...toSpan(span), resource: resourceOf(span.service) }));
}
