// `word`, `"a phrase"`, `field:value`, `field:"a value"`, `field:a,b`, `field:abc*`, `field:*`, `field:>=200`, each with a
// `-` before it for the opposite, joined by blanks. Used by browser and server, so that both mean the same.
import { readMeaning } from "./read-meaning.ts";
import { isEnd, readValues, readWord, skipBlanks, strayMessage, type Word } from "./read-words.ts";
import { type FieldTerm, type FilterFields, type FilterProblem, maxTerms, type Term } from "./term.ts";

export type ParsedFilter = { terms: Term[] } | { problem: FilterProblem };

type Reading = { text: string; fields: FilterFields };
type Read<T> = { term: T; end: number } | FilterProblem;

export function parseFilter(text: string, fields: FilterFields): ParsedFilter {
  const terms: Term[] = [];
  for (let at = skipBlanks(text, 0); at < text.length; ) {
    if (terms.length === maxTerms)
      return { problem: { at, length: text.length - at, message: `${maxTerms} terms are the most.` } };
    const read = readTerm({ text, fields }, at);
    if ("message" in read) return { problem: read };
    terms.push(read.term);
    at = skipBlanks(text, read.end);
  }
  return { terms };
}

function readTerm(reading: Reading, start: number): Read<Term> {
  const { text } = reading;
  const not = text[start] === "-";
  const word = readWord(text, not ? start + 1 : start);
  if ("message" in word) return word;
  const { end } = word;
  if (text[end] === ":") return readField(reading, word, not);
  if (!isEnd(text, end)) return { at: end, length: 1, message: strayMessage };
  if (word.text !== "") return { term: { not, kind: "text", text: word.text }, end };
  const message = word.quoted
    ? "There is nothing between the quotes."
    : "What is to be left out must follow the minus, without a blank.";
  return { at: start, length: end - start, message };
}

function readField({ text, fields }: Reading, name: Word, not: boolean): Read<FieldTerm> {
  const field = name.text;
  if (field === "") return { at: name.at, length: name.end + 1 - name.at, message: "The field has no name." };
  const start = name.end + 1;
  const sign = /[<>]=?|/y;
  sign.lastIndex = start;
  const compared = sign.exec(text)?.[0] ?? "";
  const values = readValues(text, start + compared.length);
  if ("message" in values) return values;
  const spec = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const meant = readMeaning({ field, spec, compared }, values);
  if ("message" in meant) return meant;
  return { term: { not, kind: "field", field, ...meant }, end: values.at(-1)?.end ?? start };
}
