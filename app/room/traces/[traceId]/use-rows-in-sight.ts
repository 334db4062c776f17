"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { useAlive } from "#components/ui/use-alive.ts";
import { firstRows } from "./row-layout.ts";
import type { RowControl } from "./use-rows.ts";

/** On both sides of the screen: a fast turn of the wheel should not show the ground. */
const overscan = 16;
const guessedRowPx = 28;
/** A row that was scrolled to exists a frame or two later. */
const focusFrames = 20;

/** The numbers of the rows to draw; brings the row that was called for into sight. */
export function useRowsInSight(
  list: RefObject<HTMLOListElement | null>,
  { rows, places, cursor, call }: RowControl,
) {
  const alive = useAlive();
  const { rowPx, listTopPx, headPx } = useGeometry(list);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPx,
    overscan,
    scrollMargin: listTopPx,
    scrollPaddingStart: headPx + rowPx,
    scrollPaddingEnd: rowPx * 2,
    initialRect: { width: 0, height: 1_000 },
    useFlushSync: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sizes are kept until they are measured again
  useLayoutEffect(() => virtual.measure(), [virtual, rowPx]);

  const place = places.get(cursor ?? "");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a call scrolls, not every change of the rows
  useEffect(() => {
    if (place === undefined || headPx === 0) return;
    const arrived = call.times === 0;
    if (arrived && place < firstRows / 8) return;
    virtual.scrollToIndex(place, { align: arrived ? "center" : "auto" });
    return call.focus ? focusRow(list, cursor) : undefined;
  }, [call, headPx > 0]);

  if (!alive) return Array.from({ length: Math.min(firstRows, rows.length) }, (_, at) => at);
  return virtual.getVirtualItems().map(({ index }) => index);
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

/** How tall a row is, where the list begins, and how much of the screen the bars above it cover. */
function useGeometry(list: RefObject<HTMLOListElement | null>) {
  const [geometry, setGeometry] = useState({ rowPx: guessedRowPx, listTopPx: 0, headPx: 0 });
  useLayoutEffect(() => {
    const read = () => {
      const row = list.current?.firstElementChild;
      if (!list.current || !row) return;
      const next = {
        rowPx: row.getBoundingClientRect().height,
        listTopPx: Math.round(list.current.getBoundingClientRect().top + scrollY),
        headPx: coveredPx(list.current),
      };
      setGeometry((before) => (isSame(before, next) ? before : next));
    };
    read();
    const watcher = new ResizeObserver(read);
    watcher.observe(document.body);
    return () => watcher.disconnect();
  }, [list]);
  return geometry;
}

function coveredPx(list: HTMLElement): number {
  const head = list.previousElementSibling;
  if (!(head instanceof HTMLElement)) return 1;
  const { position, top } = getComputedStyle(head);
  return position === "sticky" ? Number.parseFloat(top) + head.offsetHeight : 1;
}

function isSame(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return Object.entries(a).every(([name, value]) => b[name] === value);
}
