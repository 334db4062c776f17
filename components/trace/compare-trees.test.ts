import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareOperations, firstTrouble, sayDifference } from "./compare-operations.ts";
import { compareTrees } from "./compare-trees.ts";
import { anyTree, type Drawn, treeOf } from "./testing/tree-of.ts";

const ms = 1_000;
const unbroken: Drawn[] = [
  { id: "a1", name: "buy", us: 100 * ms },
  { id: "a2", below: "a1", name: "reserve", fromUs: 10 * ms, us: 20 * ms },
  { id: "a3", below: "a1", name: "charge", service: "payments", fromUs: 40 * ms, us: 20 * ms },
  { id: "a4", below: "a1", name: "mail", fromUs: 70 * ms, us: 10 * ms },
];
const broken: Drawn[] = [
  { id: "b1", name: "buy", us: 300 * ms, failed: true },
  { id: "b2", below: "b1", name: "reserve", fromUs: 10 * ms, us: 20 * ms },
  { id: "b3", below: "b1", name: "charge", service: "payments", fromUs: 40 * ms, us: 100 * ms, failed: true },
  {
    id: "b4",
    below: "b1",
    name: "charge",
    service: "payments",
    fromUs: 150 * ms,
    us: 100 * ms,
    failed: true,
  },
];
const pairsOf = (a: Drawn[], b: Drawn[]) => compareTrees(treeOf(a), treeOf(b));

describe("two traces as one tree", () => {
  test("have the same calls beside each other, and what only one of them has in its place", () => {
    expect(pairsOf(unbroken, broken).map(({ key, depth, differs }) => [key, depth, differs])).toEqual([
      ["a1 b1", 0, true],
      ["a2 b2", 1, false],
      ["a3 b3", 1, true],
      ["a4 ", 1, true],
      [" b4", 1, true],
    ]);
  });

  test("hold every span of both once, whatever they are", () => {
    fc.assert(
      fc.property(anyTree, anyTree, (a, b) => {
        const pairs = compareTrees(a, b);
        const ids = (side: "a" | "b") => pairs.flatMap((pair) => pair[side]?.spanId ?? []).sort();
        expect(ids("a")).toEqual(a.nodes.map(({ spanId }) => spanId).sort());
        expect(ids("b")).toEqual(b.nodes.map(({ spanId }) => spanId).sort());
      }),
    );
  });

  test("do not differ when both are the same", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const pairs = compareTrees(tree, tree);
        expect(pairs.some(({ differs }) => differs)).toBe(false);
        expect(compareOperations(pairs)).toEqual([]);
        expect(firstTrouble(pairs)).toBeUndefined();
      }),
    );
  });
});

describe("what is different", () => {
  test("is told operation by operation, failures first, where they began", () => {
    expect(compareOperations(pairsOf(unbroken, broken)).map(({ name, kind }) => [name, kind])).toEqual([
      ["charge", "failed in B"],
      ["buy", "failed in B"],
      ["mail", "only in A"],
    ]);
    expect(compareOperations(pairsOf(broken, unbroken)).map(({ name, kind }) => [name, kind])).toEqual([
      ["charge", "failed in A"],
      ["buy", "failed in A"],
      ["mail", "only in B"],
    ]);
  });

  test("is told in a sentence that says where the first failure is", () => {
    expect(sayDifference(treeOf(unbroken), treeOf(broken), pairsOf(unbroken, broken))).toBe(
      "B took 200 ms longer: 300 ms instead of 100 ms. B first failed in payments charge, where A did not. 1 span is only in A, 1 span is only in B.",
    );
    expect(sayDifference(treeOf(unbroken), treeOf(unbroken), pairsOf(unbroken, unbroken))).toBe(
      "Both took about as long: 100 ms and 100 ms. Both did the same.",
    );
  });

  test("without a failure is where most of the longer time lies", () => {
    const slow = unbroken.map((span) => ({
      ...span,
      us: (span.us ?? 0) * (span.name === "reserve" ? 10 : 1),
    }));
    const slowest = [{ ...unbroken[0], id: "a1", us: 300 * ms, name: "buy" }, ...slow.slice(1)];
    const found = firstTrouble(pairsOf(unbroken, slowest));
    expect([found?.kind, found?.pair.name]).toEqual(["slowdown", "reserve"]);
  });
});
