// Where the canvas looks, from what is drawn and how much room there is. As pure functions.
import type { Viewport } from "@xyflow/react";
import type { Point } from "./layout-types.ts";

export type Box = Point & { width: number; height: number };

/** Small enough to hold a thousand nodes; what the page chooses itself is never smaller than can be read. */
export const zooms = { min: 0.05, max: 2, readable: 0.68, usual: 1.1 };

const margin = 24;

/** All boxes where they fit legibly; else what comes first (a gateway, the upper tiles) and as many as fit with it. */
export function viewOf(boxes: readonly Box[], pane: { width: number; height: number }): Viewport {
  const [first] = boxes.toSorted((one, other) => one.y - other.y || one.x - other.x);
  if (!first) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const fits = Math.min(
    (pane.width - 2 * margin) / (right - left),
    (pane.height - 2 * margin) / (bottom - first.y),
  );
  const zoom = Math.min(Math.max(fits, zooms.readable), zooms.usual);
  const wide = (right - left) * zoom > pane.width - 2 * margin;
  const high = (bottom - first.y) * zoom > pane.height - margin;
  const middle = wide ? first.x + first.width / 2 : (left + right) / 2;
  // Never further aside than the outermost box, so that no room is given away to nothing.
  const x = Math.min(pane.width / 2 - middle * zoom, margin - left * zoom);
  return {
    x: wide ? Math.max(x, pane.width - margin - right * zoom) : pane.width / 2 - middle * zoom,
    y: high ? margin - first.y * zoom : (pane.height - (first.y + bottom) * zoom) / 2,
    zoom,
  };
}

/** Undefined where the box is already to be seen in the free part of the canvas. */
export function viewThatShows(box: Box, now: Viewport, free: Box): Viewport | undefined {
  const [x, y] = [box.x * now.zoom + now.x, box.y * now.zoom + now.y];
  const seen =
    x >= free.x &&
    y >= free.y &&
    x + box.width * now.zoom <= free.x + free.width &&
    y + box.height * now.zoom <= free.y + free.height;
  if (seen) return undefined;
  const zoom = Math.max(now.zoom, zooms.readable);
  return {
    x: free.x + free.width / 2 - (box.x + box.width / 2) * zoom,
    y: free.y + free.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}
