"use client";

import { useEffect, useState } from "react";
import type { ShownGraph } from "./graph-model.ts";
import type { Layout, LayoutRequest } from "./layout-types.ts";
import { mostLabels } from "./most-labels.ts";
import { sizeOf } from "./node-size.ts";
import { zooms } from "./placed-view.ts";
import { tileWidth } from "./tile-below.ts";

/** The page's margins and the zoom buttons. */
const besideTiles = 160;

export type LaidOut = { graph: ShownGraph; layout: Layout };

/** The last layout stays until the next one is there, so that folding does not blank the canvas. */
export function useLayout(graph: ShownGraph): { laidOut: LaidOut | undefined; failed: boolean } {
  const [laidOut, setLaidOut] = useState<LaidOut>();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (graph.nodes.length === 0) return;
    const worker = new Worker(new URL("./lay-out-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Layout>) => {
      setFailed(false);
      setLaidOut({ graph, layout: data });
    };
    worker.onerror = () => setFailed(true);
    worker.postMessage(requestOf(graph));
    return () => worker.terminate();
  }, [graph]);

  return { laidOut, failed };
}

function requestOf({ nodes, edges }: ShownGraph): LayoutRequest {
  const groups = nodes.filter(({ kind }) => kind === "group").map(({ id }) => id);
  const columns = Math.max(1, Math.floor((window.innerWidth - besideTiles) / zooms.readable / tileWidth));
  return {
    nodes: nodes.map((node) => ({ id: node.id, ...sizeOf(node) })),
    edges: edges.map(({ id, from, to }) => ({ id, from, to })),
    ...(edges.length > mostLabels && groups.length > 0 ? { tiles: { ids: groups, columns } } : {}),
  };
}
