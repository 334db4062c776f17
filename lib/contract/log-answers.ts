// What is answered of log lines. Pages read it as well, so it is written with the small zod.
import { z } from "zod/mini";
import { logLevels } from "./log-level.ts";

export const LogLevel = z.enum(logLevels);

export const LogLine = z.object({
  id: z.string(),
  timestamp: z.iso.datetime(),
  level: LogLevel,
  service: z.string(),
  logger: z.string(),
  message: z.string(),
  requestId: z.nullable(z.string()),
  traceId: z.nullable(z.string()),
  spanId: z.nullable(z.string()),
  tenantId: z.nullable(z.string()),
  attributes: z.record(z.string(), z.unknown()),
});
export type LogLine = z.infer<typeof LogLine>;

export const LogList = z.object({
  logs: z.array(LogLine).check(z.describe("The newest first")),
  next: z.nullable(z.string()).check(z.describe("The cursor of the next, older page; null on the last one")),
});
export type LogList = z.infer<typeof LogList>;

export const LogContext = z.object({
  line: LogLine,
  before: z.array(LogLine).check(z.describe("The nearest last")),
  after: z.array(LogLine).check(z.describe("The nearest first")),
});
export type LogContext = z.infer<typeof LogContext>;

const Counts = z.partialRecord(LogLevel, z.int());

export const LogHistogram = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  stepMs: z.int(),
  total: z.int(),
  buckets: z
    .array(z.object({ startMs: z.int().check(z.describe("Milliseconds since the epoch")), counts: Counts }))
    .check(z.describe("In the order of time; those without a line are left out")),
});
export type LogHistogram = z.infer<typeof LogHistogram>;

export const facetFields = ["level", "service", "tenant", "logger"] as const;
export type FacetField = (typeof facetFields)[number];
export const LogFacets = z.object({
  facets: z.array(
    z.object({
      field: z.enum(facetFields),
      values: z
        .array(z.object({ value: z.nullable(z.string()), lines: z.int() }))
        .check(z.describe("The most frequent first; null stands for lines without the field")),
      more: z.int().check(z.describe("Values beyond those listed")),
    }),
  ),
});
export type LogFacets = z.infer<typeof LogFacets>;
