"use client";

import {
  Background,
  BackgroundVariant,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { BundleEdge, CallEdge, type CallEdgeType } from "./call-edge.tsx";
import { type FlowNode, flowElements } from "./flow-elements.ts";
import type { ShownGraph } from "./graph-model.ts";
import { GroupNode } from "./group-node.tsx";
import { keepViewport, keptViewport } from "./kept-viewport.ts";
import { moveByArrow } from "./move-by-arrow.ts";
import { ServiceNode } from "./service-node.tsx";
import type { LaidOut } from "./use-layout.ts";
import "./graph.css";

const nodeTypes = { service: ServiceNode, folded: GroupNode };
const edgeTypes = { call: CallEdge, bundle: BundleEdge };

/** Small enough to hold a thousand nodes; the first look is never smaller than can be read. */
const zooms = { min: 0.05, max: 2, readable: 0.68, usual: 1.1 };

/** More than this is drawn only where it can be seen. */
const drawAllBelow = 150;

type Props = { laidOut: LaidOut; matches: ReadonlySet<string> | undefined };

export function GraphCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ laidOut, matches }: Props) {
  const { nodes, edges } = useMemo(() => flowElements(laidOut, matches), [laidOut, matches]);
  const shape = useMemo(() => laidOut.graph.nodes.map(({ id }) => id).join(), [laidOut]);
  const place = usePlaceView(shape, laidOut);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onInit={place}
      onMoveEnd={(_, viewport) => keepViewport(shape, viewport)}
      onKeyDown={(event) => moveByArrow(event, laidOut)}
      minZoom={zooms.min}
      maxZoom={zooms.max}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      zoomOnDoubleClick={false}
      disableKeyboardA11y
      onlyRenderVisibleElements={nodes.length + edges.length > drawAllBelow}
      proOptions={{ hideAttribution: true }}
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1} color="var(--color-line)" />
      <ZoomButtons />
    </ReactFlow>
  );
}

/** What cannot be read whole is shown from where it can; of a great many nodes one first wants the shape. */
function wholeOf({ nodes }: ShownGraph) {
  const minZoom = nodes.length > 30 ? zooms.min : zooms.readable;
  return { padding: 0.06, minZoom, maxZoom: zooms.usual };
}

/** Numbers never move the view; another graph (a focus, an unfolded group) is shown whole, once. */
function usePlaceView(shape: string, { graph }: LaidOut) {
  const flow = useRef<ReactFlowInstance<FlowNode, CallEdgeType>>(undefined);
  const before = useRef(graph);
  useEffect(() => {
    if (before.current === graph || !flow.current) return;
    const known = new Set(before.current.nodes.map(({ id }) => id));
    const fresh = graph.nodes.filter(({ id }) => !known.has(id));
    const unfolded = fresh.length > 0 && fresh.length < graph.nodes.length;
    before.current = graph;
    flow.current.fitView({
      ...wholeOf(graph),
      ...(unfolded ? { nodes: fresh.map(({ id }) => ({ id })) } : {}),
    });
  }, [graph]);
  return (instance: ReactFlowInstance<FlowNode, CallEdgeType>) => {
    flow.current = instance;
    const kept = keptViewport(shape);
    if (kept) instance.setViewport(kept);
    else instance.fitView(wholeOf(graph));
  };
}

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const buttons = [
    { label: "Zoom in", Icon: Plus, act: () => zoomIn() },
    { label: "Zoom out", Icon: Minus, act: () => zoomOut() },
    { label: "Show everything", Icon: Maximize, act: () => fitView({ padding: 0.06, maxZoom: zooms.usual }) },
  ];
  return (
    <fieldset className="nopan absolute bottom-3 left-3 z-10 flex flex-col gap-1">
      <legend className="sr-only">Zoom</legend>
      {buttons.map(({ label, Icon, act }) => (
        <Button key={label} size="icon" aria-label={label} title={label} onClick={act}>
          <Icon className="size-4" aria-hidden />
        </Button>
      ))}
    </fieldset>
  );
}
