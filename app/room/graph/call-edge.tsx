"use client";

import { type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { useFeedEntry, useLastKnown } from "#components/live/live-feed.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { edgeSeverity, useBundle } from "#components/room/edge-reading.ts";
import { FaultMark } from "#components/room/fault-mark.tsx";
import { placeWords } from "#components/room/fault-words.ts";
import { writeMetric } from "#components/room/mesh-words.ts";
import { say } from "#components/room/use-reading.ts";
import { classNames } from "#components/ui/class-names.ts";
import { severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import type { EdgeReading } from "#lib/contract/mesh.ts";
import { arrowHead, edgePath } from "./edge-path.ts";
import { usePlace } from "./graph-context.ts";
import { useHoveredPlace } from "./hovered-place.ts";
import type { Point } from "./layout-types.ts";

export type CallEdgeData = {
  id: string;
  members: readonly string[];
  points: readonly Point[];
  label: Point;
  dimmed: boolean;
  /** Among too many to be labelled. */
  bare: boolean;
  /** One of very many around folded groups: drawn when it is in trouble, or somebody looks at one of its ends. */
  quiet: boolean;
};
export type CallEdgeType = Edge<CallEdgeData, "call" | "bundle">;

export const CallEdge = memo(function CallEdge({ data, source, target }: EdgeProps<CallEdgeType>) {
  const reading = useFeedEntry("edges", data?.id ?? "");
  return data ? <EdgeView {...data} ends={[source, target]} reading={reading} /> : null;
});

const none: readonly string[] = [];

/** All calls between two groups, or between a group and a service. */
export const BundleEdge = memo(function BundleEdge({ data, source, target }: EdgeProps<CallEdgeType>) {
  const reading = useBundle(data?.members ?? none);
  return data ? <EdgeView {...data} ends={[source, target]} reading={reading} /> : null;
});

type ViewProps = CallEdgeData & { ends: readonly [string, string]; reading: EdgeReading | undefined };

function EdgeView({ id, ends, members, points, label, dimmed, bare, quiet, reading }: ViewProps) {
  const { metric, chosen, selected, onClick, onContextMenu } = usePlace(id);
  const hovered = useHoveredPlace((hover) => hover.id !== undefined && ends.includes(hover.id));
  const lastKnown = useLastKnown();
  const [fault] = useFaultsAt(id);
  const severity = reading && !lastKnown ? edgeSeverity(reading) : undefined;
  const value = reading ? say(writeMetric(metric, reading)) : "–";
  const flows = reading !== undefined && reading.callsPerSecond > 0 && !lastKnown;
  const looked = hovered || chosen || (selected !== undefined && ends.includes(selected));
  if (quiet && !looked && !severity && !fault) return null;
  return (
    <>
      <g
        className={classNames(
          dimmed ? "text-line" : chosen ? "text-cobalt" : severity ? severityInk[severity] : "text-edge",
        )}
      >
        <path
          d={edgePath(points)}
          className={classNames("fill-none stroke-current", chosen && flows && "animate-flow")}
          strokeWidth={chosen || severity ? 2 : 1.25}
          strokeDasharray={chosen && flows ? "6 4" : reading?.breaker === "open" ? "2 5" : undefined}
        />
        <path d={arrowHead(points)} className="fill-current" />
      </g>
      {bare && !chosen && !severity && !fault ? null : (
        <EdgeLabelRenderer>
          <div
            className={classNames(
              "nopan absolute grid justify-items-center gap-0.5",
              dimmed && "[&_*]:text-muted!",
            )}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            {fault ? <FaultMark fault={fault} className="pointer-events-none absolute bottom-full" /> : null}
            <button
              type="button"
              data-place-id={id}
              aria-pressed={chosen}
              onClick={onClick}
              onContextMenu={onContextMenu}
              className={classNames(
                "figures pointer-events-auto flex h-6 cursor-pointer items-center gap-1 rounded-sm border border-transparent bg-ground px-1 text-sm hover:border-cobalt hover:text-cobalt",
                severity ? severityInk[severity] : "text-muted",
                chosen ? "border-cobalt bg-cobalt-wash text-cobalt" : "border-transparent",
              )}
            >
              <span className="sr-only">{edgeWords(id, members, metric)}</span>
              {severity ? <SeverityGlyph severity={severity} className="size-3" /> : null}
              {value}
              {reading && reading.breaker !== "closed" ? <BreakerMark state={reading.breaker} /> : null}
            </button>
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** The button shows a number alone; its name says of which calls it is. */
function edgeWords(id: string, members: readonly string[], metric: string): string {
  const calls = members.length > 1 ? `${members.length} kinds of calls` : "Calls";
  return `${calls} ${placeWords(id.replaceAll("group:", ""))}: ${metric} `;
}
