import { expect, test } from "vitest";
import { pathShares } from "./path-shares.ts";
import { treeOf } from "./testing/tree-of.ts";

test("repeated calls of one operation count together, and all shares make up the whole", () => {
  const tree = treeOf([
    { id: "a", us: 100, service: "shop", name: "buy" },
    { id: "b", below: "a", fromUs: 10, us: 30, service: "db", name: "read" },
    { id: "c", below: "a", fromUs: 50, us: 40, service: "db", name: "read" },
    { id: "beside", below: "a", fromUs: 55, us: 5, service: "cache", name: "read" },
  ]);
  expect(pathShares(tree)).toEqual([
    { service: "db", name: "read", us: 70, percent: 70 },
    { service: "shop", name: "buy", us: 30, percent: 30 },
  ]);
  expect(pathShares(treeOf([{ id: "a", us: 0 }]))).toEqual([]);
});
