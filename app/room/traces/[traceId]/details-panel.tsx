"use client";

import { X } from "lucide-react";
import type { PathPart } from "#components/trace/critical-path.ts";
import type { SpanTree } from "#components/trace/span-tree.ts";
import type { TimeWindow } from "#components/trace/time-window.ts";
import { Button } from "#components/ui/button.tsx";
import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import { LinePanel } from "./line-panel.tsx";
import { SpanPanel } from "./span-panel.tsx";
import type { Opened } from "./use-view.ts";

type Props = {
  tree: SpanTree;
  lines: readonly TraceLine[];
  details: SpanDetails | undefined;
  opened: Opened;
  path: readonly PathPart[];
  onZoom: (zoom: TimeWindow) => void;
  onClose: () => void;
};

/** Beside the waterfall where there is room, else over the lower part of the screen. */
export function DetailsPanel({ tree, lines, details, opened, path, onZoom, onClose }: Props) {
  const node = tree.nodes[tree.placeOf.get(opened.id) ?? -1];
  const line = lines.find(({ id }) => id === opened.id);
  return (
    <section
      data-panel
      aria-label={opened.kind === "span" ? "Span" : "Log line"}
      className="overflow-y-auto overscroll-contain border-line bg-panel max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:max-h-[60dvh] max-lg:border-t max-lg:shadow-overlay lg:sticky lg:top-(--bars) lg:max-h-[calc(100dvh-var(--bars)-1rem)] lg:rounded-md lg:border"
    >
      <a href="?" className="absolute top-3 right-3 hidden text-sm text-cobalt underline noscript:block">
        Close
      </a>
      <Button
        look="quiet"
        size="sm"
        className="absolute top-2.5 right-2 z-10 size-8 px-0 noscript:hidden"
        aria-label="Close"
        title="Close (Esc)"
        onClick={onClose}
      >
        <X aria-hidden className="size-4" />
      </Button>
      {opened.kind === "span" && node ? (
        <SpanPanel
          {...{ tree, node, path, onZoom }}
          given={details?.spanId === node.spanId ? details : undefined}
        />
      ) : opened.kind === "line" && line ? (
        <LinePanel {...{ tree, line }} />
      ) : (
        <p className="p-4 pr-12 text-muted">
          This trace has no {opened.kind === "span" ? "span" : "log line"} <code>{opened.id}</code>, or not
          any more.
        </p>
      )}
    </section>
  );
}
