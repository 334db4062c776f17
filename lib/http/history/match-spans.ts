import { spanFields } from "#lib/contract/filter/fields.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import type { SpanMatches } from "#lib/contract/trace-answers.ts";
import { type Asking, askedHistory } from "./asked-history.ts";

/** `q` was found to be well formed before. */
export async function matchSpans(
  context: Asking,
  { traceId, q }: { traceId: string; q: string },
): Promise<SpanMatches> {
  const parsed = parseFilter(q, spanFields);
  if (!("terms" in parsed) || parsed.terms.length === 0) return { spanIds: [] };
  return { spanIds: await askedHistory(context).matchSpans({ traceId, terms: parsed.terms }) };
}
