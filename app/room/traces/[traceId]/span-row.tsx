import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { durationText } from "#components/history/duration-text.ts";
import type { PathPart } from "#components/trace/critical-path.ts";
import type { SpanNode } from "#components/trace/span-tree.ts";
import { SpanTrack } from "#components/trace/time-track.tsx";
import type { TimeWindow } from "#components/trace/time-window.ts";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Marked } from "./marked.tsx";
import { RowFrame, type RowState } from "./row-frame.tsx";

type Props = RowState & {
  node: SpanNode;
  folded: boolean;
  zoom: TimeWindow;
  path: readonly PathPart[] | undefined;
  hit: boolean;
  find: string;
  onFold: (spanId: string, on: boolean) => void;
};

export const SpanRow = memo(function SpanRow({
  node,
  folded,
  zoom,
  path,
  hit,
  find,
  onFold,
  ...state
}: Props) {
  const { spanId, service, name, failed, failuresBelow, calls, depth, orphan, end, at, durationUs } = node;
  return (
    <RowFrame
      {...state}
      depth={depth}
      hit={hit}
      href={`?span=${spanId}`}
      lead={calls > 0 ? <Fold {...{ node, folded, onFold }} /> : null}
      head={
        <>
          {failed ? (
            <>
              <SeverityGlyph severity="red-high" className="mr-1.5 inline size-3 text-red-high" />
              <span className="sr-only">Failed: </span>
            </>
          ) : null}
          <span className="font-medium text-ink">
            <Marked text={service} find={hit ? find : ""} />
          </span>{" "}
          <Marked text={name} find={hit ? find : ""} />
        </>
      }
      title={`${service} ${name}`}
      marks={
        <>
          {orphan ? <Mark>caller missing</Mark> : null}
          {folded ? <Mark>+{end - at - 1}</Mark> : null}
          {folded && failuresBelow > 0 ? (
            <Mark className="border-red-high text-red-high">
              <SeverityGlyph severity="red-high" className="mr-1 inline size-2.5" />
              {failuresBelow}
              <span className="sr-only"> failed below</span>
            </Mark>
          ) : null}
        </>
      }
      track={<SpanTrack {...{ node, zoom, path }} />}
      figure={durationText(durationUs / 1_000)}
    />
  );
});

function Mark({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "shrink-0 rounded-sm border border-dashed border-edge px-1 text-xs leading-4 text-muted",
        className,
      )}
    >
      {children}
    </span>
  );
}

function Fold({ node, folded, onFold }: Pick<Props, "node" | "folded" | "onFold">) {
  const Icon = folded ? ChevronRight : ChevronDown;
  const below = node.end - node.at - 1;
  return (
    <button
      type="button"
      aria-expanded={!folded}
      aria-label={`${node.service} ${node.name}: ${below} ${below === 1 ? "span" : "spans"} below`}
      onClick={() => onFold(node.spanId, !folded)}
      className="relative z-1 grid size-6 shrink-0 cursor-pointer place-items-center rounded-sm text-cobalt hover:bg-chosen noscript:invisible"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
