import { z } from "zod";
import { logFields } from "./filter/fields.ts";
import { filterText } from "./filter/filter-text.ts";
import { pageOfHistory } from "./history-query.ts";
import { LogLevel } from "./log-answers.ts";
import { checkTimeRange, timeRangeParts } from "./time-range.ts";
import { TraceId } from "./trace-id.ts";

const { limit } = pageOfHistory;

/** Which lines. Lists, counts, exports and the live tail understand the same. */
const whichLines = {
  service: pageOfHistory.service,
  level: z.optional(LogLevel).describe("The least level"),
  q: filterText(logFields)
    .optional()
    .describe(
      'Words of the message, whatever their capitals, and `field:value` terms, all of which must hold; `-` before one for the opposite. E.g. `declined level:>=warn -service:db-service http.response.status_code:5*`. Fields: level, service, logger, message, request, trace, span, tenant; any other name is an attribute. See "Filters" in the README.',
    ),
  traceId: z.optional(TraceId),
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
