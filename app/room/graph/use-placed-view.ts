"use client";

import { type ReactFlowInstance, useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { CallEdgeType } from "./call-edge.tsx";
import type { FlowNode } from "./flow-elements.ts";
import type { ShownNode } from "./graph-model.ts";
import { keptViewport } from "./kept-viewport.ts";
import { sizeOf } from "./node-size.ts";
import { type Box, viewOf, viewThatShows } from "./placed-view.ts";
import type { LaidOut } from "./use-layout.ts";

type Flow = ReactFlowInstance<FlowNode, CallEdgeType>;

/** Numbers never move the view; another graph (a focus, an unfolded group) is shown once, and what is chosen is. */
export function usePlacedView(shape: string, laidOut: LaidOut, selected: string | undefined) {
  const flow = useRef<Flow>(undefined);
  const before = useRef(laidOut);
  const store = useStoreApi();
  useEffect(() => {
    if (!flow.current) return;
    if (before.current.graph !== laidOut.graph) {
      const known = new Set(before.current.graph.nodes.map(({ id }) => id));
      const fresh = laidOut.graph.nodes.filter(({ id }) => !known.has(id));
      const unfolded = fresh.length > 0 && fresh.length < laidOut.graph.nodes.length;
      flow.current.setViewport(
        viewOf(boxesOf(laidOut, unfolded ? fresh : laidOut.graph.nodes), store.getState()),
      );
    }
    before.current = laidOut;
    const chosen = laidOut.graph.nodes.find(({ id }) => id === selected);
    const pane = store.getState().domNode?.getBoundingClientRect();
    if (!chosen || !pane) return;
    for (const box of boxesOf(laidOut, [chosen])) {
      const view = viewThatShows(box, flow.current.getViewport(), freePart(pane));
      if (view) flow.current.setViewport(view);
    }
  }, [laidOut, selected, store]);
  return (instance: Flow) => {
    flow.current = instance;
    instance.setViewport(
      keptViewport(shape) ?? viewOf(boxesOf(laidOut, laidOut.graph.nodes), store.getState()),
    );
  };
}

export function boxesOf({ layout }: LaidOut, nodes: readonly ShownNode[]): Box[] {
  return nodes.map((node) => ({ ...(layout.nodes[node.id] ?? { x: 0, y: 0 }), ...sizeOf(node) }));
}

/** What the window shows of the canvas, without what the panel beside or over it hides. */
function freePart(pane: DOMRect): Box {
  const panel = document.querySelector("[data-side-panel]")?.getBoundingClientRect();
  const beside = panel !== undefined && panel.left > pane.left + pane.width / 3;
  const right = beside ? Math.min(panel.left, pane.right) : pane.right;
  const bottom = Math.min(pane.bottom, window.innerHeight, panel && !beside ? panel.top : pane.bottom);
  return { x: 0, y: 0, width: right - pane.left, height: Math.max(bottom - pane.top, 0) };
}
