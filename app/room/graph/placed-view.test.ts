import { expect, test } from "vitest";
import { viewOf, viewThatShows, zooms } from "./placed-view.ts";

const box = (x: number, y: number) => ({ x, y, width: 228, height: 96 });
const phone = { width: 328, height: 500 };
const desk = { width: 1400, height: 700 };

test("what fits is shown whole, in the middle", () => {
  const { x, y, zoom } = viewOf([box(0, 0), box(600, 300)], desk);
  expect(zoom).toBe(zooms.usual);
  expect([x + 414 * zoom, y + 198 * zoom]).toEqual([700, 350]);
});

test("what would be too small to read is shown from its first node on", () => {
  const { x, y, zoom } = viewOf([box(-500, 800), box(0, 0), box(500, 800)], phone);
  expect(zoom).toBe(zooms.readable);
  expect(x + 114 * zoom).toBeCloseTo(164);
  expect(y).toBe(24);
});

test("a node under the panel is brought into the free part; one that is seen stays", () => {
  const now = { x: 0, y: 0, zoom: 1 };
  const free = { x: 0, y: 0, width: 1000, height: 700 };
  expect(viewThatShows(box(100, 100), now, free)).toBeUndefined();
  const moved = viewThatShows(box(950, 100), now, free);
  expect((moved?.x ?? 0) + 950 + 114).toBe(500);
});
