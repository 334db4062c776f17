import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callersOf, firstFailures, selfTimeUs } from "./span-tree.ts";
import { anyTree, type Drawn, treeOf } from "./testing/tree-of.ts";

const shape = (drawn: Drawn[]) =>
  treeOf(drawn).nodes.map(({ spanId, depth, orphan }) => [spanId, depth, orphan]);

describe("the spans of a tree", () => {
  test("follow their caller, in the order in which they came", () => {
    expect(
      shape([{ id: "a" }, { id: "b", below: "a" }, { id: "d", below: "a" }, { id: "c", below: "b" }]),
    ).toEqual([
      ["a", 0, false],
      ["b", 1, false],
      ["c", 2, false],
      ["d", 1, false],
    ]);
  });

  test("stand at the top, marked, when their caller is not there", () => {
    expect(
      shape([
        { id: "a", below: "x" },
        { id: "b", below: "lost" },
        { id: "c", below: "b" },
      ]),
    ).toEqual([
      ["a", 0, true],
      ["b", 0, true],
      ["c", 1, false],
    ]);
  });

  test("are each there once, even if they call themselves their callers", () => {
    const drawn = [
      { id: "a", below: "a" },
      { id: "b", below: "c" },
      { id: "c", below: "b" },
    ];
    expect(shape(drawn).map(([id]) => id)).toEqual(["a", "b", "c"]);
  });

  test("know where what they caused ends, how much of it failed, and who called them", () => {
    const tree = treeOf([
      { id: "a" },
      { id: "b", below: "a", failed: true },
      { id: "c", below: "b", failed: true },
      { id: "d", below: "a" },
    ]);
    expect(tree.nodes.map(({ end, calls, failuresBelow }) => [end, calls, failuresBelow])).toEqual([
      [4, 2, 2],
      [3, 1, 1],
      [3, 0, 0],
      [4, 0, 0],
    ]);
    expect(callersOf(tree, 2)).toEqual([0, 1]);
  });

  test("may be as deep as the trace is long", () => {
    const drawn = Array.from({ length: 20_000 }, (_, at) => ({ id: `${at}`, below: `${at - 1}` }));
    expect(treeOf(drawn).nodes.at(-1)?.depth).toBe(19_999);
  });

  test("of any trace are all there, each within its caller's", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(new Set(tree.nodes.map(({ spanId }) => spanId)).size).toBe(tree.nodes.length);
        for (const { at, parent, depth, end } of tree.nodes) {
          const caller = tree.nodes[parent];
          expect(end).toBeGreaterThan(at);
          if (caller)
            expect([depth, end <= caller.end, caller.at < at]).toEqual([caller.depth + 1, true, true]);
          else expect(depth).toBe(0);
        }
      }),
    );
  });
});

test("a failure began where nobody further down failed", () => {
  const tree = treeOf([
    { id: "gateway", failed: true },
    { id: "orders", below: "gateway", failed: true },
    { id: "payments", below: "orders", fromUs: 10, failed: true },
    { id: "stock", below: "orders", fromUs: 40 },
    { id: "database", below: "orders", fromUs: 7, failed: true },
  ]);
  expect(firstFailures(tree).map(({ spanId }) => spanId)).toEqual(["database", "payments"]);
});

test("a span's own time is what none of its calls took, however they overlap or outlive it", () => {
  const tree = treeOf([
    { id: "a", fromUs: 0, us: 100 },
    { id: "b", below: "a", fromUs: 10, us: 30 },
    { id: "deep", below: "b", fromUs: 10, us: 5 },
    { id: "c", below: "a", fromUs: 20, us: 40 },
    { id: "d", below: "a", fromUs: 90, us: 50 },
  ]);
  expect(selfTimeUs(tree, 0)).toBe(40);
  expect(selfTimeUs(tree, 1)).toBe(25);
  expect(selfTimeUs(tree, 99)).toBe(0);
});
