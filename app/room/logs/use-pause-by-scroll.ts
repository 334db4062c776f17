"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import type { LogLines } from "./use-log-lines.ts";

/** The bars that stay at the top of a wide page. */
const barsPx = 110;

/** Whoever scrolls down reads, and lines must not move; back at the top it goes on, unless it was paused otherwise. */
export function usePauseByScroll({ paused, pause, resume }: Pick<LogLines, "paused" | "pause" | "resume">) {
  const ref = useRef<HTMLDivElement>(null);
  const byScroll = useRef(false);
  const onScrolled = useEffectEvent((away: boolean) => {
    if (away && !paused) {
      byScroll.current = true;
      pause();
    } else if (!away && byScroll.current && paused) {
      byScroll.current = false;
      resume();
    }
  });
  useEffect(() => {
    const mark = ref.current;
    if (!mark) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        // A busy page hears of several moments at once; the newest is the one that counts.
        const entry = entries.at(-1);
        if (entry) onScrolled(!entry.isIntersecting && entry.boundingClientRect.top < barsPx);
      },
      { rootMargin: `-${barsPx}px 0px 0px 0px` },
    );
    watcher.observe(mark);
    return () => watcher.disconnect();
  }, []);
  const toTop = () => {
    byScroll.current = false;
    const top = ref.current?.getBoundingClientRect().top ?? 0;
    if (top < barsPx) window.scrollTo({ top: Math.max(0, window.scrollY + top - barsPx - 8) });
  };
  return { ref, toTop };
}
