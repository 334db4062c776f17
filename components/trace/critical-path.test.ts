import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { criticalPath } from "./critical-path.ts";
import { anyTree, type Drawn, treeOf } from "./testing/tree-of.ts";

function pathOf(drawn: Drawn[]) {
  const tree = treeOf(drawn);
  return criticalPath(tree).map(({ at, fromUs, toUs }) => [tree.nodes[at]?.spanId, fromUs, toUs]);
}

describe("the critical path", () => {
  test("goes through calls one after the other, and through their caller in between", () => {
    expect(
      pathOf([
        { id: "a", us: 100 },
        { id: "b", below: "a", fromUs: 10, us: 30 },
        { id: "c", below: "a", fromUs: 50, us: 40 },
        { id: "d", below: "c", fromUs: 60, us: 10 },
      ]),
    ).toEqual([
      ["a", 0, 10],
      ["b", 10, 40],
      ["a", 40, 50],
      ["c", 50, 60],
      ["d", 60, 70],
      ["c", 70, 90],
      ["a", 90, 100],
    ]);
  });

  test("leaves out what ran beside it: only the last of several calls at once was waited for", () => {
    expect(
      pathOf([
        { id: "a", us: 100 },
        { id: "quick", below: "a", fromUs: 10, us: 30 },
        { id: "slow", below: "a", fromUs: 10, us: 80 },
        { id: "early", below: "a", fromUs: 5, us: 40 },
      ]),
    ).toEqual([
      ["a", 0, 10],
      ["slow", 10, 90],
      ["a", 90, 100],
    ]);
  });

  test("ends with its caller, whatever goes on after the answer", () => {
    expect(
      pathOf([
        { id: "a", us: 50 },
        { id: "mail", below: "a", fromUs: 40, us: 200 },
        { id: "send", below: "mail", fromUs: 45, us: 100 },
      ]),
    ).toEqual([
      ["a", 0, 40],
      ["mail", 40, 45],
      ["send", 45, 50],
    ]);
  });

  test("is the root alone when it called nobody, and nothing when it took no time", () => {
    expect(pathOf([{ id: "a", us: 10 }])).toEqual([["a", 0, 10]]);
    expect(pathOf([{ id: "a", us: 0 }])).toEqual([]);
  });

  test("of any trace covers the first span's time without gap or overlap, and each part lies in its span", () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const [root] = tree.nodes;
        let reachedUs = root?.startUs ?? 0;
        for (const { at, fromUs, toUs } of criticalPath(tree)) {
          expect(fromUs).toBe(reachedUs);
          expect(toUs).toBeGreaterThan(fromUs);
          const node = tree.nodes[at];
          expect(fromUs).toBeGreaterThanOrEqual(node?.startUs ?? Number.NaN);
          expect(toUs).toBeLessThanOrEqual((node?.startUs ?? 0) + (node?.durationUs ?? 0));
          reachedUs = toUs;
        }
        expect(reachedUs).toBe((root?.startUs ?? 0) + (root?.durationUs ?? 0));
      }),
      { numRuns: 500 },
    );
  });
});
