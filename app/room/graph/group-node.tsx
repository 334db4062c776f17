"use client";

import type { Node, NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { useFaultCount } from "#components/room/armed-faults.ts";
import { countOf, statusLooks, statusOrder } from "#components/room/mesh-words.ts";
import { useGroupCounts } from "#components/room/use-group-counts.ts";
import { classNames } from "#components/ui/class-names.ts";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { useGraphControls } from "./graph-context.ts";
import { Anchors, dimmedNode } from "./service-node.tsx";

export type GroupNodeData = {
  id: string;
  label: string;
  members: readonly string[];
  dimmed: boolean;
  matched: boolean;
};
/** Not `group`: the canvas has a style of its own for that. */
export type GroupNodeType = Node<GroupNodeData, "folded">;

/** Many services as one node: how many are how. A click unfolds it. */
export const GroupNode = memo(function GroupNode({ data }: NodeProps<GroupNodeType>) {
  const { label, members, dimmed, matched } = data;
  const counts = useGroupCounts(members);
  const faults = useFaultCount(members);
  const lastKnown = useLastKnown();
  const { unfold } = useGraphControls();
  const worst = statusOrder.find((status) => counts[status] > 0);
  const loud = worst && worst !== "healthy" && !lastKnown ? statusLooks[worst] : undefined;
  return (
    <div className={classNames("relative size-full", dimmed && dimmedNode)}>
      <button
        type="button"
        data-place-id={data.id}
        onClick={() => unfold(label)}
        className={classNames(
          "pointer-events-auto flex size-full cursor-pointer flex-col rounded-md border bg-panel p-3 text-left shadow-[4px_4px_0_-1px_var(--color-panel),4px_4px_0_0_var(--color-edge)] transition-colors",
          loud
            ? classNames("border-2 p-[11px]", severityInk[loud.severity], "text-ink hover:bg-cobalt-wash")
            : "border-edge hover:border-cobalt",
          matched && "outline-2 outline-offset-2 outline-ink outline-dashed",
        )}
      >
        <span className="block w-full truncate font-semibold">{label}</span>
        <span className="text-sm text-cobalt">{countOf(members.length, "service")}, unfold</span>
        <span className="mt-auto flex w-full gap-3">
          {statusOrder.map((status) => (
            <span
              key={status}
              title={statusLooks[status].word}
              className={classNames(
                "figures inline-flex items-center gap-1 text-sm font-medium",
                counts[status] > 0 && !lastKnown ? severityInk[statusLooks[status].severity] : "text-muted",
              )}
            >
              <SeverityGlyph severity={statusLooks[status].severity} />
              {counts[status]}
              <span className="sr-only"> {statusLooks[status].word}</span>
            </span>
          ))}
        </span>
      </button>
      {faults > 0 ? (
        <span className="pointer-events-none absolute -bottom-3 left-2 inline-flex h-6 items-center gap-1.5 rounded-md bg-violet px-2 text-sm font-semibold text-violet-on">
          <FaultLine className="h-3 w-6" />
          {countOf(faults, "fault")}
        </span>
      ) : null}
      <Anchors />
    </div>
  );
});
