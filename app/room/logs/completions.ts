// What could be meant by what is being written: names of fields, and values of those that have few.
import type { logFields } from "#lib/contract/filter/fields.ts";
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";
import { logLevels } from "#lib/contract/log-level.ts";

export type Completion = { text: string; hint: string };
/** Which part of the text is replaced. */
export type Completions = { at: number; end: number; items: Completion[] };

const hints: Record<keyof typeof logFields, string> = {
  level: "debug … critical; level:>=warn",
  service: "who said it",
  logger: "which part of the service",
  message: "the whole message, or message:begins*",
  request: "request id",
  trace: "trace id",
  span: "span id",
  tenant: "merch or coupons",
};
const mostItems = 8;

/** `known` has values that occur, by field, and names of attributes. */
export function completionsAt(
  text: string,
  caret: number,
  known: { values: Readonly<Record<string, readonly string[]>>; attributes: readonly string[] },
): Completions {
  const before = /-?(?:([^\s":]+):(?:[<>]=?)?)?([^\s":,]*)$/.exec(text.slice(0, caret));
  const [, field, part = ""] = before ?? [];
  const end = caret + (/^[^\s":,]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const place = { at: caret - part.length, end };
  const fits = (candidate: string) =>
    candidate.toLowerCase().startsWith(part.toLowerCase()) && candidate !== part;
  if (field !== undefined) {
    const values = field === "level" ? logLevels : (known.values[field] ?? []);
    const items = values.filter(fits).map((value) => ({ text: `${valueText(value)} `, hint: field }));
    return { ...place, items: items.slice(0, mostItems) };
  }
  if (part === "" && text.trim() !== "") return { ...place, items: [] };
  const named = Object.entries(hints).map(([name, hint]) => ({ text: `${name}:`, hint }));
  const others = known.attributes.map((name) => ({ text: `${name}:`, hint: "attribute" }));
  const items = [...named, ...others].filter((item) => fits(item.text));
  return { ...place, items: items.slice(0, mostItems) };
}

/** With quotes, where the value needs some. */
const valueText = (value: string) => printTerm(fieldIs("x", value)).slice("x:".length);
