// What is asked for of one trace besides the whole of it.
import { z } from "zod";
import { spanFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { TraceId } from "./trace-id.ts";

export const SpanId = z.string().regex(/^[0-9a-f]{16}$/, "A span id is 16 hexadecimal digits, in lower case");

export const TraceParams = z.strictObject({ traceId: TraceId });
export const SpanParams = z.strictObject({ traceId: TraceId, spanId: SpanId });

export const SpanMatchQuery = z.strictObject({
  q: filterText(spanFields).describe(
    "Words that a span says anywhere, its attributes and events included, and `field:value` terms as in the list of traces",
  ),
});
