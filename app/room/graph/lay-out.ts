// Where nodes stand and edges run. Runs in a worker: a thousand nodes take longer than a frame.
import { Graph, layout } from "@dagrejs/dagre";

export type Point = { x: number; y: number };
export type LayoutRequest = {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { id: string; from: string; to: string }[];
};
export type Layout = {
  /** The upper left corner of each node. */
  nodes: Readonly<Record<string, Point>>;
  edges: Readonly<Record<string, { points: readonly Point[]; label: Point }>>;
};

/** Room for an edge's number, so that no line runs under it. */
const label = { width: 76, height: 24, labelpos: "c" as const };

export function layOut({ nodes, edges }: LayoutRequest): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", ranker: "tight-tree", nodesep: 40, ranksep: 56, edgesep: 16 });
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, from, to } of edges) graph.setEdge(from, to, { ...label }, id);
  layout(graph);
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, cornerOf(node, graph.node(node.id))])),
    edges: Object.fromEntries(
      edges.map(({ id, from, to }) => {
        const { points = [], x = 0, y = 0 } = graph.edge(from, to, id);
        return [id, { points: points.map(rounded), label: rounded({ x, y }) }];
      }),
    ),
  };
}

type Box = { width: number; height: number };

/** The layout speaks of centres, the canvas of corners. */
function cornerOf({ width, height }: Box, { x = 0, y = 0 }: Partial<Point>): Point {
  return rounded({ x: x - width / 2, y: y - height / 2 });
}

function rounded({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}
