import type { Point } from "./layout-types.ts";

/** Runs upright through every point, so that lines leave and arrive straight and meet their labels. */
export function edgePath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first || rest.length === 0) return "";
  let before = first;
  let path = `M${first.x} ${first.y}`;
  for (const point of rest) {
    const halfway = (before.y + point.y) / 2;
    path += `C${before.x} ${halfway} ${point.x} ${halfway} ${point.x} ${point.y}`;
    before = point;
  }
  return path;
}

/** A small triangle on the line's end. */
export function arrowHead(points: readonly Point[]): string {
  const tip = points.at(-1);
  return tip && points.length > 1 ? `M${tip.x} ${tip.y}l-4 -8h8Z` : "";
}
