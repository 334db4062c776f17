import type { LogLevel } from "../log-level.ts";
import { logLevels } from "../log-level.ts";
import { logFields } from "./fields.ts";
import { parseFilter } from "./parse-filter.ts";
import type { FieldTerm, Term } from "./term.ts";

/** What addresses can ask of log lines beside the filter's text; each is a term of it. */
export type AskedOfLogs = {
  q?: string | undefined;
  service?: string | undefined;
  level?: LogLevel | undefined;
  traceId?: string | undefined;
  requestId?: string | undefined;
};

export function fieldIs(field: string, ...values: string[]): FieldTerm {
  return { not: false, kind: "field", field, op: "is", values };
}

/** A text with a mistake asks nothing; whoever takes it from outside has checked it. */
export function logTerms({ q = "", service, level, traceId, requestId }: AskedOfLogs): Term[] {
  const parsed = parseFilter(q, logFields);
  return [
    ...(service === undefined ? [] : [fieldIs("service", service)]),
    ...(level === undefined ? [] : [fieldIs("level", ...logLevels.slice(logLevels.indexOf(level)))]),
    ...(traceId === undefined ? [] : [fieldIs("trace", traceId)]),
    ...(requestId === undefined ? [] : [fieldIs("request", requestId)]),
    ...("terms" in parsed ? parsed.terms : []),
  ];
}
