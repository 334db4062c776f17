// From the layout to what the canvas takes. Made anew only when the layout or the search changes, never by numbers.
import type { CallEdgeType } from "./call-edge.tsx";
import type { GroupNodeType } from "./group-node.tsx";
import { mostLabels } from "./most-labels.ts";
import { sizeOf } from "./node-size.ts";
import type { ServiceNodeType } from "./service-node.tsx";
import type { LaidOut } from "./use-layout.ts";

export type FlowNode = ServiceNodeType | GroupNodeType;

const origin = { x: 0, y: 0 };

export function flowElements(
  { graph, layout }: LaidOut,
  matches: ReadonlySet<string> | undefined,
): { nodes: FlowNode[]; edges: CallEdgeType[] } {
  const matched = ({ members }: { members: readonly string[] }) =>
    matches !== undefined && members.some((id) => matches.has(id));
  const lit = new Set(graph.nodes.filter(matched).map(({ id }) => id));
  const nodes = graph.nodes.map((node): FlowNode => {
    const { id, label, members, kind } = node;
    const look = { id, label, dimmed: matches !== undefined && !lit.has(id), matched: lit.has(id) };
    const place = { id, position: layout.nodes[id] ?? origin, ...sizeOf(node) };
    return kind === "group"
      ? { ...place, type: "folded", data: { ...look, members } }
      : { ...place, type: "service", data: look };
  });
  const services = new Set(graph.nodes.filter(({ kind }) => kind === "service").map(({ id }) => id));
  const bare = graph.edges.length > mostLabels;
  const edges = graph.edges.map(({ id, from, to, members }): CallEdgeType => {
    const line = layout.edges[id] ?? { points: [], label: origin };
    const dimmed = matches !== undefined && !(lit.has(from) && lit.has(to));
    const groups = !(services.has(from) && services.has(to));
    const plain = members.length === 1 && members[0] === id;
    return {
      id,
      source: from,
      target: to,
      type: plain ? "call" : "bundle",
      data: { id, members, dimmed, bare, quiet: bare && groups, ...line },
    };
  });
  return { nodes, edges };
}
