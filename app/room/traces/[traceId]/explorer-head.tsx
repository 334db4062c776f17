"use client";

import { FoldVertical, UnfoldVertical, ZoomOut } from "lucide-react";
import type { ReactNode } from "react";
import { TimeTicks } from "#components/history/span-bar.tsx";
import { Minimap } from "#components/trace/minimap.tsx";
import type { SpanTree } from "#components/trace/span-tree.ts";
import { isWhole, type TimeWindow, wholeWindow } from "#components/trace/time-window.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { JumpButtons } from "./jump-buttons.tsx";
import { rowColumns } from "./row-layout.ts";
import { SpanSearchField } from "./span-search-field.tsx";
import type { RowControl } from "./use-rows.ts";
import type { SpanSearch } from "./use-span-search.ts";
import type { ViewControl } from "./use-view.ts";

type Props = {
  tree: SpanTree;
  control: ViewControl;
  rows: RowControl;
  search: SpanSearch;
  failed: readonly number[];
  hasLines: boolean;
  zoom: TimeWindow;
  /** Where in the tree the cursor is. */
  at: number | undefined;
  jump: (places: readonly number[], by: 1 | -1, focus?: boolean) => void;
  onDrag: (zoom: TimeWindow) => void;
  onZoom: (zoom: TimeWindow) => void;
};

/** Stays in sight while the rows go by: what is looked for, what is shown, and where in time that is. */
export function ExplorerHead(props: Props) {
  const { tree, control, rows, zoom, onDrag, onZoom } = props;
  return (
    <div className="z-10 rounded-t-md border border-line bg-panel md:sticky md:top-(--bars)" data-trace-head>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2">
        <h2 id="spans" className="sr-only">
          Spans
        </h2>
        <SpanSearchField {...props} />
        <Failures {...props} />
        <Shown control={control} hasLines={props.hasLines} anyFailed={props.failed.length > 0} />
        <div className="flex gap-1 noscript:hidden">
          <IconButton label="Fold all" onClick={rows.foldAll}>
            <FoldVertical aria-hidden className="size-4" />
          </IconButton>
          <IconButton label="Unfold all" onClick={rows.unfoldAll}>
            <UnfoldVertical aria-hidden className="size-4" />
          </IconButton>
          <IconButton
            label="Show the whole time"
            onClick={() => onZoom(wholeWindow(tree.durationUs))}
            disabled={isWhole(zoom, tree.durationUs)}
          >
            <ZoomOut aria-hidden className="size-4" />
          </IconButton>
        </div>
      </div>
      <Minimap {...{ tree, zoom, onDrag, onZoom }} />
      <div
        className={classNames("items-center border-t border-line bg-well py-1 pr-3 max-md:px-3", rowColumns)}
      >
        <span className="pl-3 text-sm text-muted max-md:hidden">Service and operation</span>
        <span className="max-md:col-span-2">
          <TimeTicks fromMs={zoom.fromUs / 1_000} toMs={zoom.toUs / 1_000} />
        </span>
        <span className="text-right text-sm text-muted max-md:hidden">Duration</span>
      </div>
    </div>
  );
}

function Failures({ failed, at, jump }: Props) {
  if (failed.length === 0) return null;
  const place = failed.indexOf(at ?? -1);
  return (
    <div className="flex items-center gap-1 noscript:hidden">
      <span className="figures inline-flex items-center gap-1.5 text-sm font-semibold whitespace-nowrap text-red-high">
        <SeverityGlyph severity="red-high" className="size-3" />
        {place >= 0 ? `${place + 1} of ${failed.length} failed` : `${failed.length} failed`}
      </span>
      <JumpButtons what="failed span" keys={["⇧ E", "E"]} onJump={(by) => jump(failed, by)} />
    </div>
  );
}

function Shown({
  control: { view, showPath, showLines, showErrorsOnly },
  hasLines,
  anyFailed,
}: {
  control: ViewControl;
  hasLines: boolean;
  anyFailed: boolean;
}) {
  return (
    <div className="flex flex-wrap gap-1 noscript:hidden">
      <Toggle on={view.showsPath} set={showPath}>
        Critical path
      </Toggle>
      {hasLines ? (
        <Toggle on={view.showsLines} set={showLines}>
          Log lines
        </Toggle>
      ) : null}
      {anyFailed || view.errorsOnly ? (
        <Toggle on={view.errorsOnly} set={showErrorsOnly}>
          Errors only
        </Toggle>
      ) : null}
    </div>
  );
}

function Toggle({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: ReactNode }) {
  return (
    <Button
      size="sm"
      aria-pressed={on}
      onClick={() => set(!on)}
      className={on ? "border-cobalt bg-cobalt-wash" : "text-muted"}
    >
      {children}
    </Button>
  );
}

function IconButton({
  label,
  onClick,
  disabled = false,
  children,
}: {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Button
      look="quiet"
      size="sm"
      className="size-7 px-0 text-cobalt"
      aria-label={label}
      title={label}
      onClick={onClick}
      disabled={disabled}
    >
      {children}
    </Button>
  );
}
