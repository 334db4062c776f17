// `label:value` as in every other filter; which label sets it fits, and the same for Prometheus.
import { parseFilter } from "./filter/parse-filter.ts";
import type { FieldTerm, FilterProblem } from "./filter/term.ts";

export type LabelTerm = FieldTerm & { op: "is" | "starts" | "exists" };
type Labels = Readonly<Record<string, string>>;

/** Labels have no text beside them and no order. */
export function parseLabelFilter(text: string): { terms: LabelTerm[] } | { problem: FilterProblem } {
  const parsed = parseFilter(text, {});
  if ("problem" in parsed) return parsed;
  const whole = { at: 0, length: text.length };
  const terms: LabelTerm[] = [];
  for (const term of parsed.terms) {
    if (term.kind === "text") {
      const message = `Write label:value; ${JSON.stringify(term.text)} alone names no label.`;
      return { problem: { ...whole, message } };
    }
    const { op } = term;
    if (op !== "is" && op !== "starts" && op !== "exists")
      return { problem: { ...whole, message: `${term.field} is a text: it has no order.` } };
    terms.push({ ...term, op });
  }
  return { terms };
}

/** A label that is not there is an empty one. */
export function fitsLabels(labels: Labels, terms: readonly LabelTerm[]): boolean {
  return terms.every((term) => fits(labels[term.field] ?? "", term) !== term.not);
}

function fits(value: string, { op, values }: LabelTerm): boolean {
  if (op === "exists") return value !== "";
  return values.some((wanted) => (op === "is" ? value === wanted : value.startsWith(wanted)));
}

/** What stands between the braces of a selector. */
export function matchersOf(terms: readonly LabelTerm[]): string {
  return terms.map(matcherOf).join(",");
}

function matcherOf({ field, op, values, not }: LabelTerm): string {
  const [first = ""] = values;
  if (op === "exists") return `${field}${not ? "=" : "!="}""`;
  if (op === "is" && values.length === 1) return `${field}${not ? "!=" : "="}${quote(first)}`;
  const patterns = values.map((value) => value.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = op === "is" ? patterns.join("|") : `(${patterns.join("|")}).*`;
  return `${field}${not ? "!~" : "=~"}${quote(pattern)}`;
}

const quote = (text: string) => `"${text.replaceAll(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
