import { expect, test } from "vitest";
import { arrowHead, edgePath } from "./edge-path.ts";

const [a, b, c] = [
  { x: 0, y: 0 },
  { x: 10, y: 50 },
  { x: 0, y: 100 },
];

test("begins at the first point and ends at the last", () => {
  expect(edgePath([a, b, c])).toBe("M0 0Q10 50 0 100");
  expect(edgePath([a, c])).toBe("M0 0L0 100");
  expect(edgePath([a, b, c, { x: 20, y: 150 }])).toBe("M0 0Q10 50 5 75Q0 100 20 150");
});

test("there is nothing to draw without two points", () => {
  expect([edgePath([]), edgePath([a]), arrowHead([a])]).toEqual(["", "", ""]);
});

test("the arrow points where the line goes", () => {
  expect(arrowHead([a, c])).toBe("M0 100L-4 92L4 92Z");
});
