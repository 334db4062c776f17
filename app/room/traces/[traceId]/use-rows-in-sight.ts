"use client";

import { type RefObject, useEffect } from "react";
import { firstRows } from "#components/trace/first-rows.ts";
import { useWindowRows } from "#components/trace/use-window-rows.ts";
import type { RowControl } from "./use-rows.ts";

/** A row that was scrolled to exists a frame or two later. */
const focusFrames = 20;

/** The numbers of the rows to draw; brings the row that was called for into sight. */
export function useRowsInSight(list: List, { rows, places, cursor, call }: RowControl): readonly number[] {
  const { places: inSight, scrollTo, headPx } = useWindowRows(list, rows.length);
  const place = places.get(cursor ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a call scrolls, not every change of the rows
  useEffect(() => {
    if (place === undefined || headPx === 0) return;
    if (call.times === 0 && place < firstRows / 8) return;
    if (call.align === "auto" || !isInSight(rowOf(list, cursor), headPx))
      scrollTo(place, { align: call.align });
    return call.focus ? focusRow(list, cursor) : undefined;
  }, [call, headPx > 0, place !== undefined]);
  return inSight;
}

type List = RefObject<HTMLOListElement | null>;

function rowOf(list: List, id = ""): Element | undefined {
  return list.current?.querySelector(`[data-row="${CSS.escape(id)}"]`) ?? undefined;
}

function isInSight(row: Element | undefined, headPx: number): boolean {
  if (!row) return false;
  const { top, bottom } = row.getBoundingClientRect();
  return top >= headPx && bottom <= innerHeight;
}

function focusRow(list: List, id: string | undefined): () => void {
  let left = focusFrames;
  const tryIt = () => {
    const row = rowOf(list, id)?.querySelector("a");
    row?.focus({ preventScroll: true });
    left -= 1;
    if (!row && left > 0) frame = requestAnimationFrame(tryIt);
  };
  let frame = requestAnimationFrame(tryIt);
  return () => cancelAnimationFrame(frame);
}
