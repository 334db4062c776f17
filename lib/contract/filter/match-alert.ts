// Filters alerts in memory: the board, the silences and the channels mean the same by a text. Made once for a filter.
import type { Alert } from "../alert-answers.ts";
import type { alertFields } from "../alert-words.ts";
import { lowerCase } from "./lower-case.ts";
import type { FieldTerm, Term } from "./term.ts";

export type MatchedAlert = Readonly<Pick<Alert, keyof typeof alertFields>>;
type Test = (alert: MatchedAlert) => boolean;

const cells: Record<keyof typeof alertFields, true> = {
  kind: true,
  severity: true,
  state: true,
  rule: true,
  subject: true,
  item: true,
  title: true,
};

/** A name that alerts do not have fits none of them, and its opposite all. */
export function alertMatcher(terms: readonly Term[]): Test {
  const tests = terms.map((term): Test => {
    const test = term.kind === "text" ? titleTest(term.text) : fieldTest(term);
    return term.not ? (alert) => !test(alert) : test;
  });
  return (alert) => tests.every((test) => test(alert));
}

function titleTest(text: string): Test {
  const wanted = lowerCase(text.toWellFormed());
  return ({ title }) => lowerCase(title).includes(wanted);
}

function fieldTest({ field, op, values: written }: FieldTerm): Test {
  if (!Object.hasOwn(cells, field)) return () => false;
  const cell = field as keyof typeof cells;
  const values = written.map((value) => value.toWellFormed());
  if (op === "exists") return (alert) => alert[cell] !== "";
  if (op === "starts") return (alert) => values.some((value) => alert[cell].startsWith(value));
  return (alert) => values.includes(alert[cell]);
}
