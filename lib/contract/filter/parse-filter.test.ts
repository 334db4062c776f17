import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logFields, spanFields } from "./fields.ts";
import { parseFilter } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";
import type { FilterFields, Term } from "./term.ts";

function termsOf(text: string, fields: FilterFields = logFields): Term[] {
  const parsed = parseFilter(text, fields);
  if ("problem" in parsed) throw new Error(`${parsed.problem.message} at ${parsed.problem.at}`);
  return parsed.terms;
}

function problemOf(text: string, fields: FilterFields = logFields) {
  const parsed = parseFilter(text, fields);
  if ("terms" in parsed) throw new Error(`understood: ${JSON.stringify(parsed.terms)}`);
  const { at, length, message } = parsed.problem;
  return [text.slice(at, at + length), message];
}

const says = (text: string, not = false): Term => ({ not, kind: "text", text });
const has = (
  field: string,
  op: Extract<Term, { kind: "field" }>["op"],
  values: string[],
  not = false,
): Term => ({
  not,
  kind: "field",
  field,
  op,
  values,
});

describe("what a filter says", () => {
  test("words and phrases, wanted or not", () => {
    expect(termsOf("  timeout -retry ")).toEqual([says("timeout"), says("retry", true)]);
    expect(termsOf(`"card declined" -"a \\"b\\" \\\\ c\\d"`)).toEqual([
      says("card declined"),
      says(`a "b" \\ c\\d`, true),
    ]);
    expect(termsOf("")).toEqual([]);
  });

  test("a field with a value, one of several, a beginning, or anything", () => {
    expect(termsOf("service:db-service")).toEqual([has("service", "is", ["db-service"])]);
    expect(termsOf(`service:a,"b c"`)).toEqual([has("service", "is", ["a", "b c"])]);
    expect(termsOf(`logger:http.* message:"GET /"*`)).toEqual([
      has("logger", "starts", ["http."]),
      has("message", "starts", ["GET /"]),
    ]);
    expect(termsOf("-trace:*")).toEqual([has("trace", "exists", [], true)]);
    expect(termsOf(`message:"*" message:""`)).toEqual([
      has("message", "is", ["*"]),
      has("message", "is", [""]),
    ]);
  });

  test("levels have an order", () => {
    expect(termsOf("level:>=error")).toEqual([has("level", "is", ["error", "critical"])]);
    expect(termsOf("level:<info")).toEqual([has("level", "is", ["debug"])]);
  });

  test("durations become milliseconds", () => {
    const asked = (text: string) => termsOf(`duration:${text}`, spanFields);
    expect(asked(">=200")).toEqual([has("duration", ">=", ["200"])]);
    expect(asked("<1.5s")).toEqual([has("duration", "<", ["1500"])]);
    expect(asked(">250us")).toEqual([has("duration", ">", ["0.25"])]);
    expect(asked("<=2m")).toEqual([has("duration", "<=", ["120000"])]);
  });

  test("every other name is an attribute, however it is written", () => {
    expect(termsOf("http.response.status_code:500 duration_ms:>=20.5")).toEqual([
      has("http.response.status_code", "is", ["500"]),
      has("duration_ms", ">=", ["20.5"]),
    ]);
    expect(termsOf(`"odd \\"name\\": x":"1,2" constructor:x url.path:/a:b`)).toEqual([
      has(`odd "name": x`, "is", ["1,2"]),
      has("constructor", "is", ["x"]),
      has("url.path", "is", ["/a:b"]),
    ]);
  });
});

describe("a mistake is shown at its place", () => {
  test.each([
    [`service:a "never closed`, `"never closed`, /not closed/],
    [`level:loud`, "loud", /one of debug, info, warn, error, critical/],
    [`x level:>=loud`, "loud", /one of debug/],
    [`level:>critical`, "critical", /No level/],
    [`service:`, ":", /missing for service/],
    [`service:a,,b`, ",", /missing/],
    [`service:>=a`, "a", /no order/],
    [`size:>=20kb`, "20kb", /number without a unit/],
    [`size:>1,2`, "2", /Only one value/],
    [`a:b*,c`, "b*", /all values end in a star/],
    [`a:*,c`, "*", /alone/],
    [`:x`, ":", /no name/],
    [`a - b`, "-", /follow the minus/],
    [`""`, `""`, /nothing between/],
    [`ab"cd"`, `"`, /blank is missing/],
    [`service:"a"b`, "b", /blank is missing/],
  ])("%s", (text, place, message) => {
    expect(problemOf(text)).toEqual([place, expect.stringMatching(message)]);
  });

  test("durations and statuses of spans", () => {
    expect(problemOf("duration:slow", spanFields)).toEqual(["slow", expect.stringContaining("200ms")]);
    expect(problemOf("duration:2*", spanFields)).toEqual(["2*", expect.stringContaining("200ms")]);
    expect(problemOf("status:bad", spanFields)).toEqual(["bad", "status is one of ok, error, unset."]);
  });

  test("more terms than can be asked at once", () => {
    expect(problemOf(`${"a ".repeat(20)}last`)).toEqual(["last", expect.stringContaining("20")]);
  });
});

describe("whatever is written", () => {
  const piece = fc.constantFrom(
    ...' "\\:,*-<>=',
    "level",
    "trace",
    "warn",
    "a",
    "é",
    "1",
    "ms",
    "\n",
    "\u3000",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );
  const fields = fc.constantFrom<FilterFields>(logFields, spanFields);

  test("is understood or has a mistake within it, and never throws", () => {
    fc.assert(
      fc.property(text, fields, (written, known) => {
        const parsed = parseFilter(written, known);
        if ("terms" in parsed) return;
        const { at, length } = parsed.problem;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThan(0);
        expect(at + length).toBeLessThanOrEqual(written.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what was understood and printed is understood alike", () => {
    let understood = 0;
    fc.assert(
      fc.property(text, fields, (written, known) => {
        const parsed = parseFilter(written, known);
        if ("problem" in parsed) return;
        understood += parsed.terms.length > 0 ? 1 : 0;
        expect(parseFilter(printFilter(parsed.terms), known)).toEqual(parsed);
      }),
      { numRuns: 2_000 },
    );
    expect(understood).toBeGreaterThan(100);
  });

  test("so is every text, field and value", () => {
    const word = fc.string({ unit: "grapheme", minLength: 1 });
    const value = fc.string({ unit: "grapheme" });
    const term = fc.oneof(
      fc.record({ not: fc.boolean(), kind: fc.constant("text" as const), text: word }),
      fc.record({
        not: fc.boolean(),
        kind: fc.constant("field" as const),
        field: word.filter((name) => !Object.hasOwn(logFields, name)),
        op: fc.constantFrom("is" as const, "starts" as const),
        values: fc.array(value, { minLength: 1, maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        expect(termsOf(printFilter(terms))).toEqual(terms);
      }),
      { numRuns: 1_000 },
    );
  });
});
