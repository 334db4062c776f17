"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { classNames } from "#components/ui/class-names.ts";
import { mapColumns, minimapShape } from "./minimap-shape.ts";
import type { SpanTree } from "./span-tree.ts";
import { fitWindow, isWhole, moveWindow, type TimeWindow } from "./time-window.ts";

type Props = {
  tree: SpanTree;
  zoom: TimeWindow;
  /** On the way, and at its end. */
  onDrag: (zoom: TimeWindow) => void;
  onZoom: (zoom: TimeWindow) => void;
};

type Grip = "from" | "to" | "window" | "new";
type Hold = { grip: Grip; pointerUs: number; zoom: TimeWindow; reached: TimeWindow | undefined };

/** The whole trace in little. What lies between the two edges is what the rows below show. */
export function Minimap({ tree, zoom, onDrag, onZoom }: Props) {
  const { durationUs } = tree;
  const shape = useMemo(() => minimapShape(tree), [tree]);
  const hold = useRef<Hold>(undefined);
  const share = (us: number) => (durationUs > 0 ? (us / durationUs) * 100 : 0);
  const [left, right] = [share(zoom.fromUs), 100 - share(zoom.toUs)];
  const whole = isWhole(zoom, durationUs);

  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || durationUs <= 0) return;
    const pointerUs = usUnder(event, durationUs);
    const edge = event.target instanceof HTMLElement ? event.target.dataset.edge : undefined;
    const inside = !whole && pointerUs > zoom.fromUs && pointerUs < zoom.toUs;
    const grip: Grip = edge === "from" || edge === "to" ? edge : inside ? "window" : "new";
    event.currentTarget.setPointerCapture(event.pointerId);
    hold.current = { grip, pointerUs, zoom, reached: undefined };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!hold.current) return;
    hold.current.reached = draggedTo(hold.current, usUnder(event, durationUs), durationUs);
    onDrag(hold.current.reached);
  };
  const end = () => {
    const reached = hold.current?.reached;
    hold.current = undefined;
    if (reached) onZoom(reached);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its two edges do the same by keyboard
    <div
      className="relative h-14 cursor-crosshair touch-pan-y overflow-hidden bg-well select-none"
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onZoom({ fromUs: 0, toUs: durationUs })}
    >
      <svg
        viewBox={`0 0 ${mapColumns} ${shape.lanes}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="pointer-events-none absolute inset-x-0 inset-y-1 h-12 w-full"
      >
        <g transform="translate(0 .5)" fill="none" strokeWidth={shape.lanes > 12 ? 1 : 0.5}>
          <path d={shape.spans} className="stroke-muted" />
          <path d={shape.failed} className="stroke-red-high" />
        </g>
      </svg>
      <Shade className="left-0 border-r" style={{ width: `${left}%` }} />
      <Shade className="right-0 border-l" style={{ width: `${right}%` }} />
      <Edge {...{ edge: "from", zoom, durationUs, onZoom }} percent={left} />
      <Edge {...{ edge: "to", zoom, durationUs, onZoom }} percent={100 - right} />
    </div>
  );
}

function Shade({ className, style }: { className: string; style: { width: string } }) {
  return (
    <div
      aria-hidden
      className={classNames("pointer-events-none absolute inset-y-0 border-cobalt bg-ground/75", className)}
      style={style}
    />
  );
}

type EdgeProps = Pick<Props, "zoom" | "onZoom"> & {
  edge: "from" | "to";
  percent: number;
  durationUs: number;
};

function Edge({ edge, percent, zoom, durationUs, onZoom }: EdgeProps) {
  const us = edge === "from" ? zoom.fromUs : zoom.toUs;
  const onKey = (event: KeyboardEvent) => {
    const next = keyedTo(event.key, us, durationUs);
    if (next === undefined) return;
    event.preventDefault();
    // An edge does not push the other along.
    const limited = edge === "from" ? Math.min(next, zoom.toUs) : Math.max(next, zoom.fromUs);
    onZoom(fitWindow({ ...zoom, [edge === "from" ? "fromUs" : "toUs"]: limited }, durationUs));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={edge === "from" ? "Show the time from" : "Show the time until"}
      aria-valuemin={0}
      aria-valuemax={durationUs}
      aria-valuenow={us}
      aria-valuetext={`${durationText(us / 1_000)} after the start`}
      data-edge={edge}
      onKeyDown={onKey}
      className="group absolute inset-y-0 w-6 -translate-x-1/2 cursor-ew-resize noscript:hidden"
      style={{ left: `${percent}%` }}
    >
      <span
        aria-hidden
        className={classNames(
          "pointer-events-none absolute top-1/2 h-6 w-1.5 -translate-y-1/2 rounded-sm bg-cobalt group-hover:w-2",
          edge === "from" ? "left-1/2" : "right-1/2",
        )}
      />
    </div>
  );
}

function usUnder(event: PointerEvent<HTMLDivElement>, durationUs: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / width)) * durationUs;
}

function draggedTo({ grip, pointerUs, zoom }: Hold, us: number, durationUs: number): TimeWindow {
  if (grip === "from") return fitWindow({ ...zoom, fromUs: us }, durationUs);
  if (grip === "to") return fitWindow({ ...zoom, toUs: us }, durationUs);
  if (grip === "window") return moveWindow(zoom, us - pointerUs, durationUs);
  return fitWindow({ fromUs: pointerUs, toUs: us }, durationUs);
}

const steps: Record<string, number> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
};

function keyedTo(key: string, us: number, durationUs: number): number | undefined {
  if (key === "Home") return 0;
  if (key === "End") return durationUs;
  const step = steps[key];
  return step === undefined ? undefined : us + step * durationUs;
}
