// Everything that an address asks of log lines, as one text.
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";
import type { LogQuery } from "#lib/contract/log.ts";

type Asked = Pick<LogQuery, "q" | "service" | "level" | "traceId" | "requestId">;

export function filterTextOf({ q, service, level, traceId, requestId }: Asked): string {
  const said = [
    service === undefined ? undefined : printTerm(fieldIs("service", service)),
    level === undefined ? undefined : level === "critical" ? "level:critical" : `level:>=${level}`,
    traceId === undefined ? undefined : printTerm(fieldIs("trace", traceId)),
    requestId === undefined ? undefined : printTerm(fieldIs("request", requestId)),
    q,
  ];
  return said.filter((part) => part !== undefined && part !== "").join(" ");
}
