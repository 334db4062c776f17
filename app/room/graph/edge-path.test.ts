import { expect, test } from "vitest";
import { arrowHead, edgePath } from "./edge-path.ts";

const [a, b, c] = [
  { x: 0, y: 0 },
  { x: 10, y: 50 },
  { x: 0, y: 100 },
];

test("leaves upright, passes every point, and arrives upright", () => {
  expect(edgePath([a, b, c])).toBe("M0 0C0 25 10 25 10 50C10 75 0 75 0 100");
});

test("there is nothing to draw without two points", () => {
  expect([edgePath([]), edgePath([a]), arrowHead([a])]).toEqual(["", "", ""]);
});

test("the arrow stands on the end", () => {
  expect(arrowHead([a, c])).toBe("M0 100l-4 -8h8Z");
});
