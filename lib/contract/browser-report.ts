// What a page tells of itself: what was clicked, what it asked the server for, how fast it was. No value of a form and
// no query of an address has a place in it. How much one report may hold is said here; a larger one is refused.
import { z } from "zod";
import { plainAddress } from "./plain-address.ts";
import { TraceId } from "./trace-id.ts";

const SpanId = z.string().regex(/^[0-9a-f]{16}$/, "A span id is 16 hexadecimal digits, in lower case");
/** Zeros are no trace, says the standard. */
const KnownTrace = TraceId.check(z.refine((id) => /[1-9a-f]/.test(id), "A trace id is not all zeros"));
const Path = z.string().startsWith("/").max(300).overwrite(plainAddress);
/** By the clock of the browser; how far that is off is known when the report arrives. */
const EpochMs = z.number().min(0).max(8.64e15);
const longestMs = 600_000;

const spanParts = {
  traceId: KnownTrace,
  spanId: SpanId,
  parentSpanId: SpanId.nullable(),
  startMs: EpochMs,
  durationMs: z.number().min(0).max(longestMs),
  page: Path.describe("Where it happened; a query is not kept"),
};

export const BrowserSpan = z.discriminatedUnion("what", [
  z.strictObject({
    ...spanParts,
    what: z.literal("click"),
    target: z
      .string()
      .regex(/^[a-z]+( [a-z]+){0,5}$/)
      .max(40)
      .describe("What the page itself calls it, never its text"),
  }),
  z.strictObject({ ...spanParts, what: z.literal("navigation") }),
  z.strictObject({ ...spanParts, what: z.literal("page_load") }),
  z.strictObject({
    ...spanParts,
    what: z.literal("request"),
    method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
    path: Path,
    status: z.int().min(100).max(599).nullable().describe("null when nobody answered"),
  }),
]);
export type BrowserSpan = z.infer<typeof BrowserSpan>;

/** Milliseconds, but for CLS, which has no unit. */
export const BrowserVital = z.strictObject({
  name: z.enum(["CLS", "FCP", "INP", "LCP", "TTFB"]),
  value: z.number().min(0).max(longestMs),
  rating: z.enum(["good", "needs-improvement", "poor"]),
  page: Path,
});
export type BrowserVital = z.infer<typeof BrowserVital>;

export const mostSpansInReport = 60;

export const BrowserReport = z.strictObject({
  sentAtMs: EpochMs,
  pageLoad: z
    .strictObject({ traceId: KnownTrace, spanId: SpanId })
    .nullable()
    .describe("The span of the page's own load, which its vitals belong to"),
  spans: z.array(BrowserSpan).max(mostSpansInReport),
  vitals: z.array(BrowserVital).max(20),
  lost: z.int().min(0).max(100_000).describe("What the page could not send or keep since its last report"),
});
export type BrowserReport = z.infer<typeof BrowserReport>;
