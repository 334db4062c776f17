import { z } from "zod";
import { parseFilter } from "./parse-filter.ts";
import { type FilterFields, maxFilterLength } from "./term.ts";

/** A filter as endpoints take it: a mistake is answered with its place and with what can stand there. */
export function filterText(fields: FilterFields) {
  return z
    .string()
    .max(maxFilterLength)
    .refine((text) => text.trim() !== "", "There is nothing to look for")
    .superRefine((text, context) => {
      const parsed = parseFilter(text, fields);
      if ("terms" in parsed) return;
      const { at, length, message } = parsed.problem;
      const place = JSON.stringify(text.slice(at, at + length).toWellFormed());
      context.addIssue({ code: "custom", message: `At character ${at + 1}, ${place}: ${message}` });
    });
}
