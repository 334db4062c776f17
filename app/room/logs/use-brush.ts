"use client";

import { type PointerEvent, useRef, useState } from "react";

/** Drawing sideways over something: where it began and where it is, as shares of the width. */
export function useBrush(onDrawn: (from: number, to: number) => void) {
  const plot = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<{ from: number; to: number }>();
  const placeOf = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    return box ? (event.clientX - box.left) / box.width : 0;
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrawn({ from: placeOf(event), to: placeOf(event) });
    },
    onPointerMove: (event: PointerEvent) => setDrawn((before) => before && { ...before, to: placeOf(event) }),
    onPointerUp: (event: PointerEvent) => {
      if (!drawn) return;
      setDrawn(undefined);
      onDrawn(drawn.from, placeOf(event));
    },
    onPointerCancel: () => setDrawn(undefined),
  };
  return { plot, drawn, handlers };
}
