"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { localClock, utcClock } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import type { AlertDetail } from "#lib/contract/alert-answers.ts";
import { type Severity, severityWords } from "#lib/contract/severity.ts";
import { blockLengthMs, blocksText } from "./blocks-text.ts";

type Blocks = AlertDetail["blocks"];

/** Also told apart by height, for whoever sees no colours. */
const bars: Partial<Record<Severity, string>> = {
  cherry: "h-full bg-cherry-solid",
  "red-high": "h-[85%] bg-red-high-solid",
  red: "h-[70%] bg-red-solid",
  yellow: "h-[55%] bg-yellow-solid",
};

/** The last day, a bar a block. One stop for the Tab key; the arrows go from block to block and say what each was. */
export function HistoryBlocks({ blocks }: { blocks: Blocks }) {
  const { at, box, move, point } = useBlockAt(blocks.length);
  const read = useBlockText(blocks);
  if (blocks.length === 0) return <p className="text-sm text-muted">Nothing is kept of the last day.</p>;
  const chosen = at === undefined ? undefined : blocks[at];
  return (
    <figure className="min-w-0">
      <div
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label="The last day, block by block"
        aria-orientation="horizontal"
        aria-valuemin={1}
        aria-valuemax={blocks.length}
        aria-valuenow={(at ?? blocks.length - 1) + 1}
        aria-valuetext={read(chosen ?? blocks.at(-1))}
        onKeyDown={move}
        onPointerMove={point}
        onPointerLeave={() => point(undefined)}
        className="flex h-9 cursor-default items-end gap-px rounded-sm"
      >
        {blocks.map((block, nth) => (
          <Block key={block.at} worst={block.worst} chosen={nth === at} />
        ))}
      </div>
      <p aria-hidden className="figures mt-1 flex justify-between gap-3 text-xs text-muted">
        <span>24 h ago</span>
        <span className="flex items-center gap-1.5 text-ink">
          {chosen?.worst ? <SeverityGlyph severity={chosen.worst} className="size-3" /> : null}
          {chosen ? read(chosen) : ""}
        </span>
        <span>now</span>
      </p>
      <figcaption className="mt-1 text-sm text-muted">{blocksText(blocks)}</figcaption>
    </figure>
  );
}

function Block({ worst, chosen }: { worst: Severity | null; chosen: boolean }) {
  return (
    <span className={classNames("flex h-full min-w-0 flex-1 items-end rounded-sm", chosen && "bg-chosen")}>
      <span className={classNames("w-full rounded-sm", (worst && bars[worst]) ?? "h-1.5 bg-line")} />
    </span>
  );
}

function useBlockAt(count: number) {
  const [at, setAt] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const now = at ?? count - 1;
    const next: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: count - 1,
    };
    const wanted = next[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    setAt(Math.min(count - 1, Math.max(0, at === undefined && event.key.startsWith("Arrow") ? now : wanted)));
  };
  const point = (event: { clientX: number } | undefined) => {
    const bounds = box.current?.getBoundingClientRect();
    if (!event || !bounds) return setAt(undefined);
    const share = (event.clientX - bounds.left) / bounds.width;
    setAt(Math.min(count - 1, Math.max(0, Math.floor(share * count))));
  };
  return { at, box, move, point };
}

/** From when to when, and how bad it was. */
function useBlockText(blocks: Blocks) {
  const alive = useAlive();
  const lengthMs = blockLengthMs(blocks);
  const clock = (ms: number) =>
    alive ? localClock(new Date(ms)).slice(0, 5) : utcClock(new Date(ms).toISOString(), false).slice(0, 5);
  return (block: Blocks[number] | undefined) => {
    if (!block) return "";
    const from = Date.parse(block.at);
    const word = block.worst ? severityWords[block.worst].word : "nothing";
    return `${clock(from)}–${clock(from + lengthMs)}: ${word}`;
  };
}
