import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import { anyTree, treeOf } from "./testing/tree-of.ts";
import { foldableSpans, type RowChoice, waterfallRows } from "./waterfall-rows.ts";

const tree = treeOf([
  { id: "a", us: 100 },
  { id: "b", below: "a", fromUs: 10 },
  { id: "c", below: "b", fromUs: 12, us: 2, failed: true },
  { id: "d", below: "a", fromUs: 50 },
  { id: "e", below: "d", fromUs: 55 },
]);

const line = (id: string, offsetUs: number, spanId: string | null): TraceLine => ({
  id,
  offsetUs,
  level: "info",
  service: "orders",
  message: id,
  spanId,
});

const everything: RowChoice = { folded: new Set(), errorsOnly: false, lines: [] };
const seen = (choice: Partial<RowChoice>) =>
  waterfallRows(tree, { ...everything, ...choice }).map((row) => row.key);

describe("the rows of a waterfall", () => {
  test("are all spans, but nothing below a folded one", () => {
    expect(seen({})).toEqual(["a", "b", "c", "d", "e"]);
    expect(seen({ folded: new Set(["b"]) })).toEqual(["a", "b", "d", "e"]);
    expect(seen({ folded: foldableSpans(tree) })).toEqual(["a"]);
  });

  test("are, of errors only, what failed and who called it", () => {
    expect(seen({ errorsOnly: true })).toEqual(["a", "b", "c"]);
  });

  test("have each log line at its moment, below its span", () => {
    const lines = [
      line("before", -5, null),
      line("early", 11, "b"),
      line("in c", 13, "c"),
      line("between", 30, "a"),
      line("late", 30, "b"),
      line("after", 200, "a"),
      line("stray", 300, "not here"),
    ];
    expect(seen({ lines })).toEqual([
      "before",
      "a",
      "b",
      "early",
      "c",
      "in c",
      "late",
      "between",
      "d",
      "e",
      "after",
      "stray",
    ]);
    expect(seen({ lines, folded: new Set(["b", "d"]) })).toEqual([
      "before",
      "a",
      "b",
      "between",
      "d",
      "after",
      "stray",
    ]);
  });

  test("of any trace hold every span and every line once", () => {
    const moments = fc.array(fc.record({ us: fc.integer({ min: -9, max: 300 }), of: fc.nat(40) }));
    fc.assert(
      fc.property(anyTree, moments, (any, told) => {
        const lines = told
          .toSorted((a, b) => a.us - b.us)
          .map(({ us, of }, at) => line(`line ${at}`, us, `s${of}`));
        const rows = waterfallRows(any, { ...everything, lines });
        expect(rows.map(({ key }) => key).sort()).toEqual(
          [...any.nodes.map(({ spanId }) => spanId), ...lines.map(({ id }) => id)].sort(),
        );
      }),
    );
  });
});
