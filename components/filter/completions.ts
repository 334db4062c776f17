// What could be meant by what is being written: names of fields, and values of those that have few.
import { fieldIs } from "#lib/contract/filter/log-terms.ts";
import { printTerm } from "#lib/contract/filter/print-filter.ts";

export type Completion = { text: string; hint: string };
/** Which part of the text is replaced. */
export type Completions = { at: number; end: number; items: Completion[] };

export type Known = {
  /** The fields, and what each stands for. */
  hints: Readonly<Record<string, string>>;
  /** What occurs, or all there is, by field. */
  values: Readonly<Record<string, readonly string[]>>;
  attributes: readonly string[];
};

const mostItems = 8;

export function completionsAt(text: string, caret: number, known: Known): Completions {
  const before = /-?(?:([^\s":]+):(?:[<>]=?)?)?([^\s":,]*)$/.exec(text.slice(0, caret));
  const [, field, part = ""] = before ?? [];
  const end = caret + (/^[^\s":,]*/.exec(text.slice(caret))?.[0].length ?? 0);
  const place = { at: caret - part.length, end };
  const fits = (candidate: string) =>
    candidate.toLowerCase().startsWith(part.toLowerCase()) && candidate !== part;
  if (field !== undefined) {
    const values = known.values[field] ?? [];
    const items = values.filter(fits).map((value) => ({ text: `${valueText(value)} `, hint: field }));
    return { ...place, items: items.slice(0, mostItems) };
  }
  if (part === "" && text.trim() !== "") return { ...place, items: [] };
  const named = Object.entries(known.hints).map(([name, hint]) => ({ text: `${name}:`, hint }));
  const others = known.attributes.map((name) => ({ text: `${name}:`, hint: "attribute" }));
  const items = [...named, ...others].filter((item) => fits(item.text));
  return { ...place, items: items.slice(0, mostItems) };
}

/** With quotes, where the value needs some. */
const valueText = (value: string) => printTerm(fieldIs("x", value)).slice("x:".length);
