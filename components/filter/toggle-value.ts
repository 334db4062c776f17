// The filter's text, changed by what is clicked instead of what is written.
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { parseFilter } from "#lib/contract/filter/parse-filter.ts";
import { printFilter, printTerm } from "#lib/contract/filter/print-filter.ts";
import type { FieldTerm, FilterFields, Term } from "#lib/contract/filter/term.ts";

/** Null stands for what has no such field. */
export type FieldValue = { field: string; value: string | null; not: boolean };

function termFor({ field, value, not }: FieldValue): FieldTerm {
  return value === null
    ? { not: !not, kind: "field", field, op: "exists", values: [] }
    : { ...fieldIs(field, value), not };
}

/** A second click takes back what the first one did; asking for the opposite replaces it. */
export function toggled(text: string, asked: FieldValue, fields: FilterFields): string {
  const term = termFor(asked);
  const terms = termsOf(text, fields);
  if (!terms) return `${text} ${printTerm(term)}`.trim();
  const others = terms.filter((one) => !sameBut(one, term));
  const wasThere = terms.some((one) => sameBut(one, term) && one.not === term.not);
  if (others.length === terms.length) return `${text.trim()} ${printTerm(term)}`.trim();
  return printFilter(wasThere ? others : [...others, term]);
}

/** Whether the text asks for the value, or for everything else. */
export function stateOf(
  text: string,
  { field, value }: Omit<FieldValue, "not">,
  fields: FilterFields,
): "in" | "out" | undefined {
  const wanted = termFor({ field, value, not: false });
  const found = termsOf(text, fields)?.find((one) => sameBut(one, wanted));
  return found ? (found.not === wanted.not ? "in" : "out") : undefined;
}

function termsOf(text: string, fields: FilterFields): Term[] | undefined {
  const parsed = parseFilter(text, fields);
  return "terms" in parsed ? parsed.terms : undefined;
}

const sameBut = (left: Term, right: Term) =>
  printTerm({ ...left, not: false }) === printTerm({ ...right, not: false });
