import { z } from "zod";
import { logFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { pageOfHistory, TraceId } from "./history-query.ts";
import { logLevels } from "./log-level.ts";
import { checkTimeRange, timeRangeParts } from "./time-range.ts";

export { logLevels } from "./log-level.ts";
export const LogLevel = z.enum(logLevels);
export type LogLevel = z.infer<typeof LogLevel>;

const { limit } = pageOfHistory;

/** Which lines. Lists, counts, exports and the live tail understand the same. */
const whichLines = {
  service: pageOfHistory.service,
  level: LogLevel.optional().describe("The least level"),
  q: filterText(logFields)
    .optional()
    .describe(
      'Words of the message, whatever their capitals, and `field:value` terms, all of which must hold; `-` before one for the opposite. E.g. `declined level:>=warn -service:db-service http.response.status_code:5*`. Fields: level, service, logger, message, request, trace, span, tenant; any other name is an attribute. See "Filters" in the README.',
    ),
  traceId: TraceId.optional(),
  requestId: z.string().min(1).max(128).optional(),
};

const cursor = z.string().regex(/^\d{1,16}-\d{1,18}$/);

export const LogQuery = z
  .strictObject({
    ...timeRangeParts,
    ...whichLines,
    limit,
    cursor: cursor.optional().describe("`next` of the page before"),
  })
  .superRefine(checkTimeRange);
export type LogQuery = z.infer<typeof LogQuery>;

export const LogCountQuery = z.strictObject({ ...timeRangeParts, ...whichLines }).superRefine(checkTimeRange);
export type LogCountQuery = z.infer<typeof LogCountQuery>;

export const LogId = z.string().regex(/^\d{1,18}$/, "The id of a log line is a number");

/** Lines under way take up to this much at once; whoever wants more of them narrows the question. */
export const maxContextLines = 100;
export const LogContextQuery = z.strictObject({
  around: z.coerce
    .number()
    .int()
    .min(0)
    .max(maxContextLines)
    .default(20)
    .describe("How many lines before it, and as many after it"),
  q: whichLines.q.describe("Which lines may stand around it; all without it"),
});
export type LogContextQuery = z.infer<typeof LogContextQuery>;

export const LogStreamQuery = z.strictObject({
  ...whichLines,
  after: LogId.optional().describe(
    "The last line that is known, for the first connection; `Last-Event-ID` says it on later ones. Without either: from now on",
  ),
});
export type LogStreamQuery = z.infer<typeof LogStreamQuery>;

export const maxExportRows = 100_000;
export const exportFormats = ["csv", "ndjson"] as const;
export const LogExportQuery = z
  .strictObject({
    ...timeRangeParts,
    ...whichLines,
    format: z.enum(exportFormats),
    limit: z.coerce.number().int().min(1).max(maxExportRows).default(maxExportRows),
  })
  .superRefine(checkTimeRange);
export type LogExportQuery = z.infer<typeof LogExportQuery>;

export const LogLine = z.object({
  id: z.string(),
  timestamp: z.iso.datetime(),
  level: LogLevel,
  service: z.string(),
  logger: z.string(),
  message: z.string(),
  requestId: z.string().nullable(),
  traceId: z.string().nullable(),
  spanId: z.string().nullable(),
  tenantId: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
});
export type LogLine = z.infer<typeof LogLine>;

export const LogList = z.object({
  logs: z.array(LogLine).describe("The newest first"),
  next: z.string().nullable().describe("The cursor of the next, older page; null on the last one"),
});
export type LogList = z.infer<typeof LogList>;

export const LogContext = z.object({
  line: LogLine,
  before: z.array(LogLine).describe("The nearest last"),
  after: z.array(LogLine).describe("The nearest first"),
});
export type LogContext = z.infer<typeof LogContext>;

const Counts = z.partialRecord(LogLevel, z.int());

export const LogHistogram = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepMs: z.int(),
  total: z.int(),
  buckets: z
    .array(z.object({ startMs: z.int().describe("Milliseconds since the epoch"), counts: Counts }))
    .describe("In the order of time; those without a line are left out"),
});
export type LogHistogram = z.infer<typeof LogHistogram>;

export const facetFields = ["level", "service", "tenant", "logger"] as const;
export type FacetField = (typeof facetFields)[number];
export const LogFacets = z.object({
  facets: z.array(
    z.object({
      field: z.enum(facetFields),
      values: z
        .array(z.object({ value: z.string().nullable(), lines: z.int() }))
        .describe("The most frequent first; null stands for lines without the field"),
      more: z.int().describe("Values beyond those listed"),
    }),
  ),
});
export type LogFacets = z.infer<typeof LogFacets>;
