import type { KeyboardEvent } from "react";
import type { Point } from "./layout-types.ts";
import { sizeOf } from "./node-size.ts";
import type { LaidOut } from "./use-layout.ts";

const directions: Readonly<Record<string, Point>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** From the node that has the focus to the nearest one on that side. */
export function moveByArrow(event: KeyboardEvent<HTMLElement>, { graph, layout }: LaidOut) {
  const direction = directions[event.key];
  const from = event.target instanceof HTMLElement ? event.target.dataset.placeId : undefined;
  if (!direction || from === undefined) return;
  const places = new Map(
    graph.nodes.map((node) => {
      const { width, height } = sizeOf(node);
      const { x, y } = layout.nodes[node.id] ?? { x: 0, y: 0 };
      return [node.id, { x: x + width / 2, y: y + height / 2 }];
    }),
  );
  const start = places.get(from) ?? layout.edges[from]?.label;
  const next = start && nearestOnSide(start, direction, places);
  if (next === undefined) return;
  event.preventDefault();
  const button = document.querySelector<HTMLElement>(`[data-place-id="${CSS.escape(next)}"]`);
  button?.focus();
}

/** Straight ahead counts more than near: what lies to the side is twice as far. */
export function nearestOnSide(
  start: Point,
  direction: Point,
  places: ReadonlyMap<string, Point>,
): string | undefined {
  let best: { id: string; far: number } | undefined;
  for (const [id, place] of places) {
    const [dx, dy] = [place.x - start.x, place.y - start.y];
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (ahead < 8) continue;
    const far = ahead + 2 * aside;
    if (!best || far < best.far) best = { id, far };
  }
  return best?.id;
}
