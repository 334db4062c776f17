// Where nodes stand and edges run. Runs in a worker: a thousand nodes take longer than a frame.
import { Graph, layout } from "@dagrejs/dagre";
import type { Layout, LayoutRequest, Point } from "./layout-types.ts";
import { mostLabels } from "./most-labels.ts";
import { tileBelow } from "./tile-below.ts";

/** Room for an edge's number, so that no line runs under it. */
const label = { width: 76, height: 24, labelpos: "c" as const };

export function layOut({ nodes, edges, tiles }: LayoutRequest): Layout {
  if (!tiles) return layered({ nodes, edges });
  const tiled = new Set(tiles.ids);
  const layers = layered({
    nodes: nodes.filter(({ id }) => !tiled.has(id)),
    edges: edges.filter(({ from, to }) => !tiled.has(from) && !tiled.has(to)),
  });
  return tileBelow(layers, { nodes, edges, tiles });
}

function layered({ nodes, edges }: LayoutRequest): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranker: "tight-tree", nodesep: 32, ranksep: 46, edgesep: 16 });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  const bare = edges.length > mostLabels;
  for (const { id, from, to } of edges) graph.setEdge(from, to, bare ? {} : { ...label }, id);
  layout(graph);
  const lines = linesOf(graph, edges);
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, cornerOf(node, graph.node(node.id))])),
    edges: Object.fromEntries(
      edges.map(({ id, from, to }) => {
        const points = lines.get(id) ?? [];
        const { x, y } = graph.edge(from, to, id);
        return [
          id,
          { points, label: x === undefined || y === undefined ? middleOf(points) : rounded({ x, y }) },
        ];
      }),
    ),
  };
}

type Line = { id: string; from: string; to: string; bends: readonly Point[] };

/** Lines leave a node below and reach one from above, side by side in the order in which they come. */
function linesOf(graph: Graph, edges: LayoutRequest["edges"]): Map<string, Point[]> {
  const all: Line[] = edges.map(({ id, from, to }) => ({
    id,
    from,
    to,
    bends: (graph.edge(from, to, id).points ?? []).slice(1, -1),
  }));
  const starts = ports(
    all,
    ({ from }) => from,
    ({ bends }) => bends[0]?.x ?? 0,
  );
  const ends = ports(
    all,
    ({ to }) => to,
    ({ bends }) => bends.at(-1)?.x ?? 0,
  );
  return new Map(
    all.map(({ id, from, to, bends }) => {
      const [above, below] = [graph.node(from), graph.node(to)];
      const start = { x: above.x + above.width * (starts.get(id) ?? 0), y: above.y + above.height / 2 };
      const end = { x: below.x + below.width * (ends.get(id) ?? 0), y: below.y - below.height / 2 };
      return [id, [start, ...bends, end].map(rounded)];
    }),
  );
}

/** Where on the node's side each line has its place: 0 is the middle, -0.5 the left corner. */
function ports(lines: readonly Line[], at: (line: Line) => string, x: (line: Line) => number) {
  const shares = new Map<string, number>();
  for (const group of Map.groupBy(lines, at).values()) {
    const ordered = group.toSorted((one, other) => x(one) - x(other));
    for (const [index, { id }] of ordered.entries())
      shares.set(id, ((index + 0.5) / ordered.length - 0.5) * 0.8);
  }
  return shares;
}

type Box = { width: number; height: number };

/** The layout speaks of centres, the canvas of corners. */
function cornerOf({ width, height }: Box, { x = 0, y = 0 }: Partial<Point>): Point {
  return rounded({ x: x - width / 2, y: y - height / 2 });
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function middleOf(points: readonly Point[]): Point {
  return points[Math.floor(points.length / 2)] ?? { x: 0, y: 0 };
}
