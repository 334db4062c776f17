import { z } from "zod";
import { pageOfHistory, TraceId } from "./history-query.ts";
import { logLevels } from "./log-level.ts";
import { checkTimeRange } from "./time-range.ts";

export { logLevels } from "./log-level.ts";
export const LogLevel = z.enum(logLevels);
export type LogLevel = z.infer<typeof LogLevel>;

export const LogQuery = z
  .strictObject({
    ...pageOfHistory,
    level: LogLevel.optional().describe("The least level"),
    q: z.string().trim().min(1).max(200).optional().describe("A part of the message, whatever its capitals"),
    traceId: TraceId.optional(),
    requestId: z.string().min(1).max(128).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,16}-\d{1,18}$/)
      .optional()
      .describe("`next` of the page before"),
  })
  .superRefine(checkTimeRange);
export type LogQuery = z.infer<typeof LogQuery>;

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
