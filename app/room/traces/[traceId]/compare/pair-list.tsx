"use client";

import { type CSSProperties, useMemo, useRef, useState } from "react";
import { TimeTicks } from "#components/history/span-bar.tsx";
import { compareTrees } from "#components/trace/compare-trees.ts";
import { firstRows, shownWhole } from "#components/trace/first-rows.ts";
import { readTree } from "#components/trace/span-tree.ts";
import { useWindowRows } from "#components/trace/use-window-rows.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { TraceOutline } from "#lib/contract/trace-outline.ts";
import { PairRow, pairColumns } from "./pair-row.tsx";

/** Both as one tree: what belongs together in one row, on one scale. */
export function PairList({ a, b }: { a: TraceOutline; b: TraceOutline }) {
  const list = useRef<HTMLOListElement>(null);
  const pairs = useMemo(() => compareTrees(readTree(a), readTree(b)), [a, b]);
  const [differing, setDiffering] = useState(false);
  const shown = useMemo(() => (differing ? pairs.filter((pair) => pair.differs) : pairs), [pairs, differing]);
  const { places } = useWindowRows(list, shown.length);
  const scaleUs = Math.max(a.durationUs, b.durationUs);
  return (
    <section aria-labelledby="pairs">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="pairs" className="display text-lg">
          Span by span
        </h2>
        <Button
          size="sm"
          aria-pressed={differing}
          onClick={() => setDiffering(!differing)}
          className={classNames("noscript:hidden", differing ? "border-cobalt bg-cobalt-wash" : "text-muted")}
        >
          Differences only
        </Button>
      </div>
      <div
        className={classNames(
          "z-10 items-center rounded-t-md border border-line bg-well py-1 pr-3 md:sticky md:top-(--bars)",
          pairColumns,
        )}
      >
        <span className="pl-3 text-sm text-muted max-md:hidden">Service and operation</span>
        <span className="max-md:col-span-3 max-md:pl-3">
          <TimeTicks toMs={scaleUs / 1_000} />
        </span>
        <span className="text-right text-sm text-muted max-md:hidden">A</span>
        <span className="text-right text-sm text-muted max-md:hidden">B</span>
        <span className="text-right text-sm text-muted max-md:hidden">B − A</span>
      </div>
      <ol
        ref={list}
        aria-label="Spans of both traces, each below its caller"
        className={classNames(
          "relative isolate h-[calc(var(--row)*var(--rows))] overflow-hidden rounded-b-md border border-t-0 border-line bg-panel [--row:4.25rem] md:[--row:2rem]",
          shown.length > shownWhole && "noscript:h-[calc(var(--row)*var(--first))]",
        )}
        style={{ "--rows": shown.length, "--first": firstRows } as CSSProperties}
      >
        {places.map((place) => {
          const pair = shown[place];
          return pair ? (
            <PairRow key={pair.key} {...{ pair, place, scaleUs, a, b }} of={shown.length} />
          ) : null;
        })}
      </ol>
      <p className="mt-2 text-sm text-muted">
        The upper, hollow bar is A, the lower, full one B; each begins with its own trace.
      </p>
    </section>
  );
}
