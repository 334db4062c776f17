import { expect, test } from "vitest";
import { type GraphQuery, graphHref, readGraphQuery } from "./graph-query.ts";

const plain = readGraphQuery(new URLSearchParams());
const full: GraphQuery = {
  at: "2026-11-22T14:32:10.000Z",
  view: "table",
  metric: "latency",
  selected: "order-service->payment-service",
  search: "pay & go",
  focus: "payment-service",
  depth: "all",
  open: ["tier-1", "tier-2"],
  sort: "-errors",
};

test("what is written is read again", () => {
  const address = new URL(graphHref(full), "http://here");
  expect(readGraphQuery(address.searchParams)).toEqual(full);
});

test("the plain page has a plain address", () => {
  expect(graphHref(plain)).toBe("/room/graph");
  expect(graphHref(full, plain)).toBe("/room/graph");
});

test("what cannot be read is as if it were not there", () => {
  const odd = new URLSearchParams("view=chart&metric=mood&depth=9&open=,,&selected=");
  expect(readGraphQuery(odd)).toEqual(plain);
});
