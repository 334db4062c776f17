// Which nodes and edges the graph shows: the whole topology, what is around a focus, or its groups folded.
import { callersOf, reach } from "#components/room/reach.ts";
import { edgeKey, type TopologyService } from "#lib/contract/mesh.ts";
import type { Depth } from "./graph-query.ts";

export type ShownNode = {
  id: string;
  kind: "service" | "group";
  label: string;
  /** The services it stands for. */
  members: readonly string[];
};
export type ShownEdge = { id: string; from: string; to: string; members: readonly string[] };
export type ShownGraph = { nodes: readonly ShownNode[]; edges: readonly ShownEdge[] };

/** Above this many services groups start folded. */
export const foldAbove = 60;

export const groupId = (group: string) => `group:${group}`;

type Shape = { focus: string | undefined; depth: Depth; open: readonly string[] };

export function shownGraph(services: readonly TopologyService[], { focus, depth, open }: Shape): ShownGraph {
  const near = focus ? around(services, focus, depth) : undefined;
  const kept = near ? services.filter(({ id }) => near.has(id)) : services;
  const folding = kept.length > foldAbove;
  const standsFor = new Map<string, ShownNode>();
  for (const { id, name, group } of kept) {
    if (folding && !open.includes(group)) {
      const node = standsFor.get(groupId(group));
      const members = [...(node?.members ?? []), id];
      standsFor.set(groupId(group), { id: groupId(group), kind: "group", label: group, members });
    } else standsFor.set(id, { id, kind: "service", label: name, members: [id] });
  }
  const nodeOf = ({ id, group }: TopologyService) => (standsFor.has(id) ? id : groupId(group));
  return { nodes: [...standsFor.values()], edges: edgesBetween(kept, nodeOf) };
}

function edgesBetween(
  kept: readonly TopologyService[],
  nodeOf: (service: TopologyService) => string,
): ShownEdge[] {
  const byId = new Map(kept.map((service) => [service.id, service]));
  const edges = new Map<string, { from: string; to: string; members: string[] }>();
  for (const service of kept) {
    for (const dependency of service.dependencies) {
      const target = byId.get(dependency);
      if (!target) continue;
      const [from, to] = [nodeOf(service), nodeOf(target)];
      if (from === to) continue;
      const edge = edges.get(edgeKey(from, to)) ?? { from, to, members: [] };
      edge.members.push(edgeKey(service.id, dependency));
      edges.set(edgeKey(from, to), edge);
    }
  }
  return [...edges].map(([id, edge]) => ({ id, ...edge }));
}

/** The focus, what it calls and what calls it, so many steps away. */
function around(services: readonly TopologyService[], focus: string, depth: Depth): Set<string> {
  const down = new Map(services.map(({ id, dependencies }) => [id, dependencies]));
  const steps = depth === "all" ? Number.POSITIVE_INFINITY : depth;
  return new Set([
    ...reach(focus, steps, (id) => down.get(id) ?? []),
    ...reach(focus, steps, (id) => callersOf(services, id)),
  ]);
}
