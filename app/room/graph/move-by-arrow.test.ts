import { expect, test } from "vitest";
import { nearestOnSide } from "./move-by-arrow.ts";

const places = new Map([
  ["top", { x: 100, y: 0 }],
  ["left", { x: 0, y: 100 }],
  ["right", { x: 200, y: 100 }],
  ["bottom", { x: 100, y: 200 }],
]);
const at = (id: string) => places.get(id) ?? { x: 0, y: 0 };

test("goes to the nearest node on that side, and nowhere past the last one", () => {
  expect(nearestOnSide(at("left"), { x: 1, y: 0 }, places)).toBe("right");
  expect(nearestOnSide(at("top"), { x: 0, y: 1 }, places)).toBe("bottom");
  expect(nearestOnSide(at("bottom"), { x: 0, y: 1 }, places)).toBeUndefined();
});
