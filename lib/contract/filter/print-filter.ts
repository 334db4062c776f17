import { isComparison } from "./read-meaning.ts";
import type { Term } from "./term.ts";

/** Reads as somebody would write it; parsed again it gives the same terms. */
export function printFilter(terms: readonly Term[]): string {
  return terms.map(printTerm).join(" ");
}

export function printTerm(term: Term): string {
  const minus = term.not ? "-" : "";
  if (term.kind === "text")
    return minus + (/^[^-\s":][^\s":]*$/.test(term.text) ? term.text : quote(term.text));
  return `${minus}${/^[^-\s":][^\s":]*$/.test(term.field) ? term.field : quote(term.field)}:${printValues(term)}`;
}

function printValues({ op, values }: Extract<Term, { kind: "field" }>): string {
  if (op === "exists") return "*";
  const written = values.map((value) => (/^[^\s",<>*][^\s",*]*$/.test(value) ? value : quote(value)));
  if (isComparison(op)) return op + written.join("");
  return written.map((value) => (op === "starts" ? `${value}*` : value)).join(",");
}

const quote = (text: string) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
