// Brings the feeds of the mesh up to date. What a call costs depends on how much happens, not on how many services there are.
import type { FeedName } from "#lib/contract/live.ts";
import { edgeKey } from "#lib/contract/mesh.ts";
import type { Faults } from "#lib/faults/types.ts";
import { readEdge, readService } from "#lib/mesh/readings.ts";
import { type Mesh, outside } from "#lib/mesh/types.ts";
import type { Shoppers } from "#lib/services/shoppers.ts";
import type { Feed } from "./types.ts";

type Given = {
  mesh: Mesh;
  faults: Pick<Faults, "list" | "onChange">;
  shoppers: Pick<Shoppers, "traffic">;
  feeds: Pick<Record<FeedName, Feed>, "services" | "edges" | "faults" | "traffic">;
};

export type MeshFeeds = {
  /** To be called before every tick. */
  fill(): void;
  close(): void;
};

/** From here on the feeds know every service and edge. */
export function createMeshFeeds({ mesh, faults, shoppers, feeds }: Given): MeshFeeds {
  const services = followLively(mesh.topology.services.keys(), (id) => {
    const reading = readService(mesh, id);
    feeds.services.set(id, reading);
    return reading.status !== "healthy";
  });
  const edges = new Map(mesh.topology.edges.map((edge) => [edgeKey(edge.from, edge.to), edge]));
  const livelyEdges = followLively(edges.keys(), (key) => {
    const edge = edges.get(key);
    if (!edge) return false;
    const reading = readEdge(mesh, edge.from, edge.to);
    feeds.edges.set(key, reading);
    return reading.breaker !== "closed";
  });
  let faultsChanged = true;
  const forget = faults.onChange(() => {
    faultsChanged = true;
  });

  const fill = () => {
    mesh.judge();
    const lively = mesh.lively();
    services(lively.services);
    livelyEdges(lively.edges.filter(({ from }) => from !== outside).map(({ key }) => key));
    if (faultsChanged) fillFaults(feeds.faults, faults);
    faultsChanged = false;
    feeds.traffic.set("now", shoppers.traffic());
  };
  fill();
  return { fill, close: forget };
}

/**
 * Fills all at first, then what is lively; and what was so the last time or is not settled, because the end of
 * something is news as well. `fill` says whether it still has to be watched.
 */
function followLively(all: Iterable<string>, fill: (key: string) => boolean): (lively: string[]) => void {
  let watched = [...all];
  return (lively) => {
    const unsettled = [...new Set([...watched, ...lively])].filter(fill);
    watched = [...new Set([...lively, ...unsettled])];
  };
}

function fillFaults(feed: Feed, faults: Given["faults"]) {
  const listed = faults.list();
  const gone = new Set(Object.keys(feed.snapshot().entries));
  for (const fault of listed) {
    feed.set(fault.id, fault);
    gone.delete(fault.id);
  }
  for (const id of gone) feed.remove(id);
}
