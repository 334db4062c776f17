"use client";

import { useEffect, useRef, useState } from "react";
import type { TraceList, TraceSummary } from "#lib/contract/trace-answers.ts";
import { useRefreshed } from "./use-refreshed.ts";

const everyMs = 2_000;
const shape = () => import("#lib/contract/trace-answers.ts").then((contract) => contract.TraceList);

type Options = { first: TraceList; ask: string; live: boolean };

/**
 * The newest traces as they arrive. While the reader is at the rows they stand still, and those that came meanwhile
 * are only counted.
 */
export function useLiveList({ first, ask, live }: Options) {
  const { data, failure } = useRefreshed(ask, { first, shape, everyMs: live ? everyMs : undefined });
  const hold = useHold();
  const [kept, setKept] = useState<{ first: TraceList; list: TraceList }>();
  const held = hold.held && live;
  const shown = held && kept?.first === first ? kept.list : data;
  // What is on the screen when the reader comes to the rows is what stays there.
  if (!held && (kept?.first !== first || kept.list !== data)) setKept({ first, list: data });
  const waiting = held ? countNew(data.traces, shown.traces) : 0;
  return {
    list: shown,
    waiting,
    failure,
    place: hold.place,
    showNew: () => setKept({ first, list: data }),
  };
}

function countNew(fresh: readonly TraceSummary[], shown: readonly TraceSummary[]): number {
  const known = new Set(shown.map(({ traceId }) => traceId));
  return fresh.filter(({ traceId }) => !known.has(traceId)).length;
}

/** Whether the reader is at the rows: pointer or focus within, or scrolled past their beginning. */
function useHold() {
  const place = useRef<HTMLDivElement>(null);
  const [reasons, setReasons] = useState({ pointer: false, focus: false, scrolled: false });
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const note = (reason: Partial<typeof reasons>) => setReasons((before) => ({ ...before, ...reason }));
    const stop = new AbortController();
    const on = <Kind extends keyof HTMLElementEventMap>(
      kind: Kind,
      act: (event: HTMLElementEventMap[Kind]) => void,
    ) => element.addEventListener(kind, act, { signal: stop.signal });
    on("pointerenter", (event) => note({ pointer: event.pointerType === "mouse" }));
    on("pointerleave", () => note({ pointer: false }));
    on("focusin", () => note({ focus: true }));
    on("focusout", (event) => note({ focus: element.contains(event.relatedTarget as Node | null) }));
    const seen = new IntersectionObserver((entries) => {
      // A busy page hears of several moments at once; the newest is the one that counts.
      const entry = entries.at(-1);
      if (entry) note({ scrolled: !entry.isIntersecting && entry.boundingClientRect.top < 0 });
    });
    const start = element.querySelector("[data-rows-start]");
    if (start) seen.observe(start);
    return () => {
      stop.abort();
      seen.disconnect();
    };
  }, []);
  return { place, held: reasons.pointer || reasons.focus || reasons.scrolled };
}
