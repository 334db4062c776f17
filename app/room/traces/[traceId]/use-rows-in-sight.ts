"use client";

import { type RefObject, useEffect } from "react";
import { firstRows } from "#components/trace/first-rows.ts";
import { useWindowRows } from "#components/trace/use-window-rows.ts";
import type { RowControl } from "./use-rows.ts";

/** A row that was scrolled to exists a frame or two later. */
const focusFrames = 20;

/** The numbers of the rows to draw; brings the row that was called for into sight. */
export function useRowsInSight(
  list: RefObject<HTMLOListElement | null>,
  { rows, places, cursor, call }: RowControl,
): readonly number[] {
  const { places: inSight, scrollTo, measured } = useWindowRows(list, rows.length);
  const place = places.get(cursor ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a call scrolls, not every change of the rows
  useEffect(() => {
    if (place === undefined || !measured) return;
    const arrived = call.times === 0;
    if (arrived && place < firstRows / 8) return;
    scrollTo(place, { align: arrived ? "center" : "auto" });
    return call.focus ? focusRow(list, cursor) : undefined;
  }, [call, measured]);
  return inSight;
}

function focusRow(list: RefObject<HTMLOListElement | null>, id = ""): () => void {
  let left = focusFrames;
  const tryIt = () => {
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] a`);
    row?.focus({ preventScroll: true });
    left -= 1;
    if (!row && left > 0) frame = requestAnimationFrame(tryIt);
  };
  let frame = requestAnimationFrame(tryIt);
  return () => cancelAnimationFrame(frame);
}
