"use client";

import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import type { DurationMap, MapPart } from "./duration-map.ts";
import { plotInset } from "./duration-map-picture.tsx";

type Props = {
  map: DurationMap;
  onChoose: (part: MapPart) => void;
  /** The part under the pointer, or chosen so far; undefined when there is none. */
  onLook: (part: MapPart | undefined) => void;
};

const moves: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Lies over the cells. Drag to choose a part; with keys: arrows move, Shift extends, Enter applies, Escape gives up. */
export function DurationMapBrush({ map, onChoose, onLook }: Props) {
  const help = useId();
  const [part, setPart] = useState<MapPart>();
  const [dragging, setDragging] = useState(false);
  const look = (next: MapPart | undefined) => {
    setPart(next);
    onLook(next);
  };

  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    const at = cellAt(map, event);
    look(dragging && part ? { ...part, ...at } : { fromX: at.toX, fromY: at.toY, ...at });
  };
  const choose = (chosen: MapPart) => {
    look(undefined);
    onChoose(chosen);
  };
  const onPointerUp = () => {
    if (dragging && part) choose(part);
    setDragging(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      look(moved(map, part, move, event.shiftKey));
    } else if (event.key === "Escape" && part) {
      event.stopPropagation();
      look(undefined);
    } else if ((event.key === "Enter" || event.key === " ") && part) {
      event.preventDefault();
      choose(part);
    }
  };

  return (
    <>
      <button
        type="button"
        aria-label="Choose a part of the picture"
        aria-describedby={help}
        className={`${plotInset} block cursor-crosshair touch-pan-y rounded-sm`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = cellAt(map, event);
          setDragging(true);
          look({ fromX: at.toX, fromY: at.toY, ...at });
        }}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          setDragging(false);
          look(undefined);
        }}
        onPointerLeave={() => {
          if (!dragging) look(undefined);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => look(undefined)}
      >
        {part ? <Marked map={map} part={part} /> : null}
      </button>
      <span id={help} hidden>
        Drag over it, or move with the arrow keys, extend with Shift and apply with Enter.
      </span>
    </>
  );
}

function Marked({ map: { columns, rows }, part }: { map: DurationMap; part: MapPart }) {
  const [left, right] = [Math.min(part.fromX, part.toX), Math.max(part.fromX, part.toX) + 1];
  const [top, bottom] = [Math.min(part.fromY, part.toY), Math.max(part.fromY, part.toY) + 1];
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute rounded-[2px] border border-cobalt bg-cobalt/20"
      style={{
        left: `${(left * 100) / columns}%`,
        width: `${((right - left) * 100) / columns}%`,
        top: `${(top * 100) / rows}%`,
        height: `${((bottom - top) * 100) / rows}%`,
      }}
    />
  );
}

function cellAt({ columns, rows }: DurationMap, event: PointerEvent<HTMLButtonElement>) {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    toX: within(Math.floor(((event.clientX - box.left) / box.width) * columns), columns),
    toY: within(Math.floor(((event.clientY - box.top) / box.height) * rows), rows),
  };
}

function moved(
  { columns, rows, cells }: DurationMap,
  part: MapPart | undefined,
  [x, y]: readonly [number, number],
  extending: boolean,
): MapPart {
  // The first press shows where the newest traces are.
  const start = cells.at(-1) ?? { x: columns - 1, y: rows - 1 };
  if (!part) return { fromX: start.x, toX: start.x, fromY: start.y, toY: start.y };
  const [toX, toY] = [within(part.toX + x, columns), within(part.toY + y, rows)];
  return extending ? { ...part, toX, toY } : { fromX: toX, toX, fromY: toY, toY };
}

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
