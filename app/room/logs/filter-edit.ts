// The filter's text, changed by what is clicked instead of what is written.
import { logFields } from "#lib/contract/filter/fields.ts";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { printFilter, printTerm } from "#lib/contract/filter/print-filter.ts";
import type { FieldTerm, Term } from "#lib/contract/filter/term.ts";
import type { LogQuery } from "#lib/contract/log.ts";

type Asked = Pick<LogQuery, "q" | "service" | "level" | "traceId" | "requestId">;

/** Everything that an address asks, as one text. */
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

/** Null stands for lines that have no such field. */
export type FieldValue = { field: string; value: string | null; not: boolean };

export function termFor({ field, value, not }: FieldValue): FieldTerm {
  return value === null
    ? { not: !not, kind: "field", field, op: "exists", values: [] }
    : { ...fieldIs(field, value), not };
}

/** A second click takes back what the first one did; asking for the opposite replaces it. */
export function toggled(text: string, asked: FieldValue): string {
  const term = termFor(asked);
  const terms = termsOf(text);
  if (!terms) return `${text} ${printTerm(term)}`.trim();
  const others = terms.filter((one) => !sameBut(one, term));
  const wasThere = terms.some((one) => sameBut(one, term) && one.not === term.not);
  if (others.length === terms.length) return `${text.trim()} ${printTerm(term)}`.trim();
  return printFilter(wasThere ? others : [...others, term]);
}

/** Whether the text asks for the value, or for everything else. */
export function stateOf(text: string, { field, value }: Omit<FieldValue, "not">): "in" | "out" | undefined {
  const wanted = termFor({ field, value, not: false });
  const found = termsOf(text)?.find((one) => sameBut(one, wanted));
  return found ? (found.not === wanted.not ? "in" : "out") : undefined;
}

function termsOf(text: string): Term[] | undefined {
  const parsed = parseFilter(text, logFields);
  return "terms" in parsed ? parsed.terms : undefined;
}

const sameBut = (left: Term, right: Term) =>
  printTerm({ ...left, not: false }) === printTerm({ ...right, not: false });
