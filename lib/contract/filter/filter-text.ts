import { z } from "zod";
import { parseFilter } from "./parse-filter.ts";
import { type FieldTerm, type FilterFields, maxFilterLength, type Term } from "./term.ts";

type Options = {
  /** No other names: what is filtered has no attributes, and the opposite of a mistyped name would fit everything. */
  only?: boolean;
};

/** A filter as endpoints take it: a mistake is answered with its place and with what can stand there. */
export function filterText(fields: FilterFields, { only = false }: Options = {}) {
  return z
    .string()
    .max(maxFilterLength)
    .refine((text) => text.trim() !== "", "There is nothing to look for")
    .superRefine((text, context) => {
      const message = mistakeIn(text, fields, only);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });
}

function mistakeIn(text: string, fields: FilterFields, only: boolean): string | undefined {
  const parsed = parseFilter(text, fields);
  if ("problem" in parsed) {
    const { at, length, message } = parsed.problem;
    return `At character ${at + 1}, ${JSON.stringify(text.slice(at, at + length).toWellFormed())}: ${message}`;
  }
  const stranger = only ? parsed.terms.find(isStranger(fields)) : undefined;
  if (!stranger) return undefined;
  const known = Object.keys(fields).join(", ");
  return `There is no field ${JSON.stringify(stranger.field.toWellFormed())}; there are ${known}.`;
}

function isStranger(fields: FilterFields) {
  return (term: Term): term is FieldTerm => term.kind === "field" && !Object.hasOwn(fields, term.field);
}
