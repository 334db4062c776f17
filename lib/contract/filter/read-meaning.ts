// What the values behind a field's colon mean, depending on the field.
import type { WrittenValue } from "./read-words.ts";
import {
  type Comparison,
  comparisons,
  type FieldTerm,
  type FilterField,
  type FilterProblem,
} from "./term.ts";

const unitMs: Record<string, number> = { us: 0.001, µs: 0.001, ms: 1, s: 1_000, m: 60_000, "": 1 };
const quantity = /^(-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?)(us|µs|ms|s|m|)$/;

type Asked = { field: string; spec: FilterField | undefined; compared: string };
type Meaning = Pick<FieldTerm, "op" | "values">;

export function readMeaning(asked: Asked, written: readonly WrittenValue[]): Meaning | FilterProblem {
  const { field, compared } = asked;
  const [first, second] = written;
  const empty = written.find(({ text, quoted, star }) => text === "" && !quoted && !star);
  if (empty) return { at: empty.at - 1, length: 1, message: `A value is missing for ${field}.` };
  if (compared !== "" && second) return problemAt(second, `Only one value can follow ${compared}`);
  if (isComparison(compared) && first) return readCompared({ ...asked, op: compared }, first);
  const anything = written.find(({ text, quoted }) => text === "" && !quoted);
  if (anything && second)
    return problemAt(anything, "The star alone stands for any value; leave the others out.");
  if (anything) return { op: "exists", values: [] };
  const stars = written.filter(({ star }) => star);
  const odd = stars[0] ?? first;
  if (odd && stars.length > 0 && stars.length < written.length)
    return problemAt(odd, "Either all values end in a star, or none does.");
  return readNamed(asked, written, stars.length > 0 ? "starts" : "is");
}

function readNamed({ field, spec }: Asked, written: readonly WrittenValue[], op: "is" | "starts") {
  const values: string[] = [];
  for (const value of written) {
    if (spec?.kind === "duration") {
      const ms = op === "is" ? readDuration(value.text) : undefined;
      if (ms === undefined) return problemAt(value, durationMessage(field));
      values.push(ms);
    } else if (op === "is" && spec && "values" in spec && !spec.values.includes(value.text)) {
      return problemAt(value, amongMessage(field, spec.values));
    } else values.push(value.text);
  }
  return { op, values };
}

function readCompared(
  { field, spec, op }: Asked & { op: Comparison },
  written: WrittenValue,
): Meaning | FilterProblem {
  const text = written.star ? `${written.text}*` : written.text;
  switch (spec?.kind) {
    case "duration": {
      const ms = readDuration(text);
      return ms === undefined ? problemAt(written, durationMessage(field)) : { op, values: [ms] };
    }
    case "rank": {
      const rank = spec.values.indexOf(text);
      if (rank < 0) return problemAt(written, amongMessage(field, spec.values));
      const values = spec.values.filter((_, other) => holds(other, op, rank));
      return values.length > 0 ? { op: "is", values } : problemAt(written, `No ${field} is ${op} ${text}.`);
    }
    case undefined:
      if (plainNumber(text) !== undefined) return { op, values: [text] };
      return problemAt(written, `A number without a unit must follow, as in ${field}:${op}200`);
    default:
      return problemAt(written, `${field} has no order; write ${field}:value or ${field}:begins*`);
  }
}

export function isComparison(op: string): op is Comparison {
  return (comparisons as readonly string[]).includes(op);
}

export function holds(left: number, op: Comparison, right: number): boolean {
  if (op === ">=") return left >= right;
  if (op === "<=") return left <= right;
  return op === ">" ? left > right : left < right;
}

/** Undefined for what is not plainly a number; blanks, hexadecimals and infinity are not. */
export function plainNumber(text: string): number | undefined {
  const [, digits, unit] = quantity.exec(text) ?? [];
  return digits === undefined || unit !== "" ? undefined : Number(digits);
}

function readDuration(text: string): string | undefined {
  const [, digits, unit = ""] = quantity.exec(text) ?? [];
  return digits === undefined ? undefined : String(Number(digits) * (unitMs[unit] ?? 1));
}

function problemAt({ at, end }: WrittenValue, message: string): FilterProblem {
  return { at, length: Math.max(1, end - at), message };
}

const durationMessage = (field: string) =>
  `A duration must follow, as in ${field}:>=200ms; the units are us, ms, s and m.`;
const amongMessage = (field: string, values: readonly string[]) => `${field} is one of ${values.join(", ")}.`;
