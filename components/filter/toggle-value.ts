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

/**
 * A second click takes back what the first one did; the opposite replaces it. Another value of the same field joins it: one
 * of them is enough.
 */
export function toggled(text: string, asked: FieldValue, fields: FilterFields): string {
  const term = termFor(asked);
  const terms = termsOf(text, fields);
  if (!terms) return `${text} ${printTerm(term)}`.trim();
  const wasThere = terms.some((one) => one.not === term.not && says(one, term));
  const others = terms.flatMap((one) => (says(one, term) ? without(one, term) : [one]));
  if (wasThere) return printFilter(others);
  const joins = (one: Term) => isList(one, term.field) && isList(term, one.field) && one.not === term.not;
  const joined = others.findIndex(joins);
  if (joined >= 0)
    return printFilter(
      others.map((one, at) =>
        at === joined && one.kind === "field" ? { ...one, values: [...one.values, ...term.values] } : one,
      ),
    );
  // What was written stays as it is where nothing of it changes.
  if (others.length === terms.length && others.every((one, at) => one === terms[at]))
    return `${text.trim()} ${printTerm(term)}`.trim();
  return printFilter([...others, term]);
}

/** Whether the text asks for the value, or for everything else. */
export function stateOf(
  text: string,
  { field, value }: Omit<FieldValue, "not">,
  fields: FilterFields,
): "in" | "out" | undefined {
  const wanted = termFor({ field, value, not: false });
  const found = termsOf(text, fields)?.find((one) => says(one, wanted));
  return found ? (found.not === wanted.not ? "in" : "out") : undefined;
}

function isList(term: Term, field: string): term is FieldTerm {
  return term.kind === "field" && term.field === field && term.op === "is";
}

/** Whether a term speaks of the value, for it or against it. */
function says(term: Term, { field, op, values }: FieldTerm): boolean {
  if (term.kind !== "field" || term.field !== field || term.op !== op) return false;
  return values.every((value) => term.values.includes(value));
}

function without(term: Term, { values }: FieldTerm): Term[] {
  if (term.kind !== "field") return [term];
  const left = term.values.filter((value) => !values.includes(value));
  return left.length > 0 ? [{ ...term, values: left }] : [];
}

function termsOf(text: string, fields: FilterFields): Term[] | undefined {
  const parsed = parseFilter(text, fields);
  return "terms" in parsed ? parsed.terms : undefined;
}
