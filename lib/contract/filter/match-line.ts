// Filters lines in memory, with the same meaning as in the database. Made once for a filter, run for every line.
import type { logFields } from "./fields.ts";
import { lowerCase } from "./lower-case.ts";
import { holds, isComparison, plainNumber } from "./read-meaning.ts";
import type { FieldTerm, Term } from "./term.ts";

export type MatchedLine = {
  readonly level: string;
  readonly service: string;
  readonly logger: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly traceId: string | null;
  readonly spanId: string | null;
  readonly tenantId: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
};
type Test = (line: MatchedLine) => boolean;

const cells: Record<keyof typeof logFields, keyof Omit<MatchedLine, "attributes">> = {
  level: "level",
  service: "service",
  logger: "logger",
  message: "message",
  request: "requestId",
  trace: "traceId",
  span: "spanId",
  tenant: "tenantId",
};

export function lineMatcher(terms: readonly Term[]): Test {
  const tests = terms.map((term): Test => {
    const test = term.kind === "text" ? textTest(term.text) : fieldTest(term);
    return term.not ? (line) => !test(line) : test;
  });
  return (line) => tests.every((test) => test(line));
}

function textTest(text: string): Test {
  const wanted = lowerCase(text.toWellFormed());
  return ({ message }) => lowerCase(message).includes(wanted);
}

function fieldTest(term: FieldTerm): Test {
  const { field, op } = term;
  const values = term.values.map((value) => value.toWellFormed());
  if (Object.hasOwn(cells, field)) {
    const cell = cells[field as keyof typeof cells];
    if (op === "exists") return (line) => line[cell] !== null;
    if (op === "starts") return (line) => values.some((value) => line[cell]?.startsWith(value));
    return (line) => {
      const value = line[cell];
      return value !== null && values.includes(value);
    };
  }
  return attributeTest({ ...term, values });
}

function attributeTest({ field, op, values }: FieldTerm): Test {
  const wanted = values.map((value) => ({ text: value, number: plainNumber(value) }));
  const of = ({ attributes }: MatchedLine) => (Object.hasOwn(attributes, field) ? attributes[field] : null);
  if (op === "exists") return (line) => (of(line) ?? null) !== null;
  if (op === "starts") return (line) => values.some((value) => textOf(of(line))?.startsWith(value));
  if (isComparison(op)) {
    const bound = wanted[0]?.number ?? Number.NaN;
    return (line) => {
      const value = of(line);
      return typeof value === "number" && holds(value, op, bound);
    };
  }
  return (line) => {
    const value = of(line);
    if (typeof value === "number") return wanted.some(({ number }) => number === value);
    const text = typeof value === "object" ? undefined : textOf(value);
    return wanted.some((one) => one.text === text);
  };
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
