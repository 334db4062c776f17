import type { Point } from "./lay-out.ts";

/** A line through the middle of each stretch, bent at the points between: smooth, and never far from the layout's way. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const end = index === rest.length - 2 ? next : middle(point, next);
    return `Q${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  const end = bends.length === 0 ? `L${last.x} ${last.y}` : bends.join("");
  return `M${first.x} ${first.y}${end}`;
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

/** A small triangle on the line's end, pointing the way the line comes in. */
export function arrowHead(points: readonly Point[]): string {
  const [before, tip] = [points.at(-2), points.at(-1)];
  if (!before || !tip) return "";
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const back = { x: tip.x - x * 8, y: tip.y - y * 8 };
  return `M${tip.x} ${tip.y}L${back.x - y * 4} ${back.y + x * 4}L${back.x + y * 4} ${back.y - x * 4}Z`;
}
