"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { MoreHorizontal } from "lucide-react";
import { memo } from "react";
import { useFeedEntry, useLastKnown, useStill } from "#components/live/live-feed.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { statusLooks, writeMetric } from "#components/room/mesh-words.ts";
import { StatusChip } from "#components/room/status-chip.tsx";
import { say } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { usePlace } from "./graph-context.ts";
import { NodeSparkline } from "./node-sparkline.tsx";

/** Out of the way of a search, and still legible: without colour, in the quietest ink. What is armed stays marked. */
export const dimmedNode = [
  "[&_*:not(.bg-violet,.bg-violet_*)]:border-line!",
  "[&_*:not(.bg-violet,.bg-violet_*)]:bg-ground!",
  "[&_*:not(.bg-violet,.bg-violet_*)]:text-muted!",
];

export type ServiceNodeData = { id: string; label: string; dimmed: boolean; matched: boolean };
export type ServiceNodeType = Node<ServiceNodeData, "service">;

/** Follows its own entry of the feed; the canvas around it stays as it is. */
export const ServiceNode = memo(function ServiceNode({ data }: NodeProps<ServiceNodeType>) {
  const { id, label, dimmed, matched } = data;
  const reading = useFeedEntry("services", id);
  const lastKnown = useLastKnown();
  const { metric, chosen, onClick, onContextMenu, onMenuButton } = usePlace(id);
  const [fault] = useFaultsAt(id);
  const look = reading ? statusLooks[reading.status] : undefined;
  const loud = look && reading?.status !== "healthy" && !lastKnown;
  const ails = reading && reading.errorRate > 0 ? "errors" : "latency";
  const still = useStill();
  const value = reading ? say(writeMetric(metric, reading)) : still ? "–" : "not yet";
  return (
    <div className={classNames("group/node relative size-full", dimmed && dimmedNode)}>
      <button
        type="button"
        data-place-id={id}
        aria-pressed={chosen}
        onClick={onClick}
        onContextMenu={onContextMenu}
        className={classNames(
          "pointer-events-auto flex size-full cursor-pointer flex-col rounded-md border bg-panel p-3 text-left transition-colors",
          loud
            ? classNames("border-2 p-[11px]", severityInk[look.severity], "text-ink hover:bg-cobalt-wash")
            : "border-edge hover:border-cobalt",
          matched && "outline-2 outline-offset-2 outline-ink outline-dashed",
          chosen && "bg-cobalt-wash outline-2 outline-offset-2 outline-cobalt outline-solid",
        )}
      >
        <span className="block w-full truncate pr-8 leading-tight font-semibold">{label}</span>
        <span className="flex w-full items-end justify-between gap-2">
          <span className="figures truncate text-xs text-muted">{id}</span>
          {loud && reading && ails !== metric ? (
            <span className={classNames("figures shrink-0 text-xs font-medium", severityInk[look.severity])}>
              {say(writeMetric(ails, reading))} {ails}
            </span>
          ) : (
            <NodeSparkline id={id} metric={metric} />
          )}
        </span>
        <span className="mt-auto flex w-full items-end justify-between gap-3">
          {reading ? (
            <StatusChip status={reading.status} />
          ) : (
            <span className="text-sm text-muted">{still ? "No requests" : "Waiting"}</span>
          )}
          <span className={classNames("figures text-sm font-medium", lastKnown && "text-muted")}>
            <span className="sr-only">{metric} </span>
            {value}
          </span>
        </span>
      </button>
      <button
        type="button"
        aria-label={`Actions for ${label}`}
        aria-haspopup="menu"
        onClick={onMenuButton}
        className="pointer-events-auto absolute top-1 right-1 grid size-9 cursor-pointer pointer-coarse:size-11 place-items-center rounded-md text-muted hover:bg-cobalt-wash hover:text-cobalt"
      >
        <MoreHorizontal className="size-4" aria-hidden />
      </button>
      {fault ? <FaultMark fault={fault} className="pointer-events-none absolute -bottom-3.5 left-2" /> : null}
      <Anchors />
    </div>
  );
});

/** The canvas draws no edge without these; nobody sees or uses them. */
export function Anchors() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className="invisible" />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className="invisible" />
    </>
  );
}
