// Folded groups in rows as wide as the window, under the services that are unfolded; lines go straight from one to another.
import type { Layout, LayoutRequest, Point } from "./layout-types.ts";

/** A group and the room beside it. */
export const tileWidth = 264;
const tileHeight = 148;
const gap = 96;

export function tileBelow(layers: Layout, { nodes, edges, tiles }: LayoutRequest): Layout {
  if (!tiles) return layers;
  const sizes = new Map(nodes.map((node) => [node.id, node]));
  const above = Object.entries(layers.nodes).map(([id, { x, y }]) => ({
    x,
    y: y + (sizes.get(id)?.height ?? 0),
  }));
  const left = Math.min(...above.map(({ x }) => x), above.length > 0 ? Number.POSITIVE_INFINITY : 0);
  const top = above.length > 0 ? Math.max(...above.map(({ y }) => y)) + gap : 0;
  const corners: Record<string, Point> = { ...layers.nodes };
  for (const [index, id] of tiles.ids.entries()) {
    const row = Math.floor(index / tiles.columns);
    corners[id] = { x: left + (index % tiles.columns) * tileWidth, y: top + row * tileHeight };
  }
  const lines: Record<string, Layout["edges"][string]> = { ...layers.edges };
  for (const { id, from, to } of edges) {
    const [start, end] = [middleOf(corners[from], sizes.get(from)), middleOf(corners[to], sizes.get(to))];
    if (lines[id] || !start || !end) continue;
    const down = end.y > start.y ? 1 : -1;
    const points = [
      { x: start.x, y: start.y + (down * start.height) / 2 },
      { x: end.x, y: end.y - (down * end.height) / 2 },
    ];
    lines[id] = { points, label: { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 } };
  }
  return { nodes: corners, edges: lines };
}

function middleOf(corner: Point | undefined, size: { width: number; height: number } | undefined) {
  if (!corner || !size) return undefined;
  return { x: corner.x + size.width / 2, y: corner.y + size.height / 2, height: size.height };
}
