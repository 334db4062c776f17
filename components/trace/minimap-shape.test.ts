import { expect, test } from "vitest";
import { minimapShape } from "./minimap-shape.ts";
import { treeOf } from "./testing/tree-of.ts";

test("a small trace has a lane a span, and failures an outline of their own", () => {
  const tree = treeOf([
    { id: "a", us: 400 },
    { id: "b", below: "a", fromUs: 200, us: 100, failed: true },
  ]);
  expect(minimapShape(tree)).toEqual({ lanes: 2, spans: "M0 0h400", failed: "M200 1h100" });
});

test("a span too short for a column can still be seen, at the very end as well", () => {
  const tree = treeOf([
    { id: "a", us: 10_000 },
    { id: "b", below: "a", fromUs: 10_000, us: 0 },
  ]);
  expect(minimapShape(tree).spans).toBe("M0 0h400M399 1h1");
  expect(minimapShape(treeOf([{ id: "a", us: 0 }])).spans).toBe("M0 0h1");
});

test("ten thousand spans make an outline no longer than its lanes and columns allow", () => {
  const drawn = Array.from({ length: 10_000 }, (_, at) => ({
    id: `${at}`,
    ...(at > 0 ? { below: "0" } : {}),
    fromUs: (at * 7_919) % 1_000_000,
    us: at === 0 ? 1_000_000 : 50,
  }));
  const { lanes, spans } = minimapShape(treeOf(drawn));
  expect(lanes).toBe(32);
  expect(spans.length).toBeLessThan(60_000);
});
