// What is asked for of one trace besides the whole of it.
import { z } from "zod";
import { spanFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { TraceId } from "./history-query.ts";
import { Span } from "./trace.ts";

export const SpanId = z.string().regex(/^[0-9a-f]{16}$/, "A span id is 16 hexadecimal digits, in lower case");

export const TraceParams = z.strictObject({ traceId: TraceId });
export const SpanParams = z.strictObject({ traceId: TraceId, spanId: SpanId });

/** A span, and who recorded it. */
export const SpanDetails = z.object({
  ...Span.shape,
  resource: z.record(z.string(), z.string()).describe("Who recorded it, as far as it is kept"),
});
export type SpanDetails = z.infer<typeof SpanDetails>;

export const SpanMatchQuery = z.strictObject({
  q: filterText(spanFields).describe(
    "Words that a span says anywhere, its attributes and events included, and `field:value` terms as in the list of traces",
  ),
});

export const SpanMatches = z.object({ spanIds: z.array(z.string()) });
export type SpanMatches = z.infer<typeof SpanMatches>;
