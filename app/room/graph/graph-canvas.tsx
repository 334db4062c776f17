"use client";

import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import { useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { BundleEdge, CallEdge } from "./call-edge.tsx";
import { flowElements } from "./flow-elements.ts";
import { useGraphControls } from "./graph-context.ts";
import { GroupNode } from "./group-node.tsx";
import { hoverPlace } from "./hovered-place.ts";
import { keepViewport } from "./kept-viewport.ts";
import { moveByArrow } from "./move-by-arrow.ts";
import { zooms } from "./placed-view.ts";
import { ServiceNode } from "./service-node.tsx";
import type { LaidOut } from "./use-layout.ts";
import { usePlacedView } from "./use-placed-view.ts";
import "./graph.css";

const nodeTypes = { service: ServiceNode, folded: GroupNode };
const edgeTypes = { call: CallEdge, bundle: BundleEdge };

/** More than this is drawn only where it can be seen. */
const drawAllBelow = 150;

type Props = { laidOut: LaidOut; matches: ReadonlySet<string> | undefined };

export function GraphCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <div className="flex h-full flex-col">
        <div className="min-h-0 flex-1 sm:ml-14">
          <Canvas {...props} />
        </div>
        <ZoomButtons />
      </div>
    </ReactFlowProvider>
  );
}

function Canvas({ laidOut, matches }: Props) {
  const { nodes, edges } = useMemo(() => flowElements(laidOut, matches), [laidOut, matches]);
  const shape = useMemo(() => laidOut.graph.nodes.map(({ id }) => id).join(), [laidOut]);
  const { selected } = useGraphControls();
  const place = usePlacedView(shape, laidOut, selected);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onInit={place}
      onMoveEnd={(_, viewport) => keepViewport(shape, viewport)}
      onNodeMouseEnter={(_, { id }) => hoverPlace(id)}
      onNodeMouseLeave={() => hoverPlace(undefined)}
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
    </ReactFlow>
  );
}

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const buttons = [
    { label: "Zoom in", Icon: Plus, act: () => zoomIn() },
    { label: "Zoom out", Icon: Minus, act: () => zoomOut() },
    { label: "Show everything", Icon: Maximize, act: () => fitView({ padding: 0.06, maxZoom: zooms.usual }) },
  ];
  return (
    <fieldset className="flex gap-1 border-t border-line p-2 sm:absolute sm:bottom-3 sm:left-3 sm:z-10 sm:flex-col sm:border-0 sm:p-0">
      <legend className="sr-only">Zoom</legend>
      {buttons.map(({ label, Icon, act }) => (
        <Button key={label} size="icon" aria-label={label} title={label} onClick={act}>
          <Icon className="size-4" aria-hidden />
        </Button>
      ))}
    </fieldset>
  );
}
