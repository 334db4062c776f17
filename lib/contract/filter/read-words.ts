// The pieces of a filter's text: words, quoted or not, and lists of values.
import type { FilterProblem } from "./term.ts";

export type Word = { text: string; quoted: boolean; at: number; end: number };
/** With a star: whatever begins with the text. */
export type WrittenValue = Word & { star: boolean };

const blanks = /\s*/y;
/** A backslash takes its meaning from a quote or a backslash; before anything else it is one. */
const quoted = /"((?:[^"\\]|\\["\\]?)*)"/y;
const bareWord = /[^\s":]*/y;
const bareValue = /[^\s",]*/y;

export function skipBlanks(text: string, at: number): number {
  return at + matchAt(blanks, text, at).length;
}

export function isEnd(text: string, at: number): boolean {
  return at >= text.length || skipBlanks(text, at) > at;
}

export const readWord = (text: string, at: number) => read(text, at, bareWord);

function read(text: string, at: number, bare: RegExp): Word | FilterProblem {
  if (text[at] !== '"') {
    const word = matchAt(bare, text, at);
    return { text: word, quoted: false, at, end: at + word.length };
  }
  const whole = matchAt(quoted, text, at);
  if (whole === "") return { at, length: text.length - at, message: "This quote is not closed." };
  const meant = whole.slice(1, -1).replaceAll(/\\(["\\])/g, "$1");
  return { text: meant, quoted: true, at, end: at + whole.length };
}

/** At least one; those after the first follow a comma. Ends at a blank or at the end of the text. */
export function readValues(text: string, start: number): WrittenValue[] | FilterProblem {
  const values: WrittenValue[] = [];
  for (let at = start; ; at += 1) {
    const word = read(text, at, bareValue);
    if ("message" in word) return word;
    const value = withStar(text, word);
    values.push(value);
    at = value.end;
    if (isEnd(text, at)) return values;
    if (text[at] !== ",") return { at, length: 1, message: strayMessage };
  }
}

function withStar(text: string, word: Word): WrittenValue {
  if (word.quoted) {
    const star = text[word.end] === "*";
    return { ...word, star, end: word.end + (star ? 1 : 0) };
  }
  const star = word.text.endsWith("*");
  return { ...word, star, text: star ? word.text.slice(0, -1) : word.text };
}

export const strayMessage = "A blank is missing here, or quotes around the whole word.";

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
