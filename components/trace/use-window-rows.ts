"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useState } from "react";
import { useAlive } from "#components/ui/use-alive.ts";
import { placesAtFirst, shownWhole } from "./first-rows.ts";

/** On both sides of the screen: a fast turn of the wheel should not show the ground. */
const overscan = 16;
const guessedRowPx = 28;

/** Rows of one height in a list that the page itself scrolls: which of them to draw, how to bring one into sight, and what covers them. */
export function useWindowRows(list: RefObject<HTMLOListElement | null>, count: number) {
  const alive = useAlive();
  const { rowPx, listTopPx, headPx } = useGeometry(list);
  const virtual = useWindowVirtualizer({
    count,
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
  const places =
    alive && count > shownWhole ? virtual.getVirtualItems().map(({ index }) => index) : placesAtFirst(count);
  return { places, scrollTo: virtual.scrollToIndex, headPx };
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

/** What stays in sight above the list; never nothing, so that it tells that all was measured. */
function coveredPx(list: HTMLElement): number {
  const head = list.previousElementSibling;
  if (!(head instanceof HTMLElement)) return 1;
  const { position, top } = getComputedStyle(head);
  return position === "sticky" ? Number.parseFloat(top) + head.offsetHeight : 1;
}

function isSame(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  return Object.entries(a).every(([name, value]) => b[name] === value);
}
