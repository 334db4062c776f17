"use client";

import { useMemo, useState } from "react";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { criticalPath } from "#components/trace/critical-path.ts";
import { readTree, type SpanNode } from "#components/trace/span-tree.ts";
import { scaleWindow, type TimeWindow, wholeWindow } from "#components/trace/time-window.ts";
import type { SpanDetails } from "#lib/contract/trace-answers.ts";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import type { TraceOutline } from "#lib/contract/trace-outline.ts";
import { DetailsPanel } from "./details-panel.tsx";
import { ExplorerHead } from "./explorer-head.tsx";
import { RowList } from "./row-list.tsx";
import { traceKeys } from "./trace-keys.ts";
import { useRows } from "./use-rows.ts";
import { nextOf, useSpanSearch } from "./use-span-search.ts";
import { useView } from "./use-view.ts";

type Props = {
  outline: TraceOutline;
  lines: readonly TraceLine[];
  /** What the address has opened, so that it is there without a script. */
  details: SpanDetails | undefined;
};

export function TraceExplorer({ outline, lines, details }: Props) {
  const tree = useMemo(() => readTree(outline), [outline]);
  const control = useView(tree.durationUs);
  const { view, open, zoomTo } = control;
  const rows = useRows(tree, lines, control);
  const search = useSpanSearch(tree, view.find);
  const failed = useMemo(() => tree.nodes.filter((node) => node.failed).map(({ at }) => at), [tree]);
  const path = useMemo(() => (view.showsPath ? criticalPath(tree) : []), [tree, view.showsPath]);
  const pathOf = useMemo(() => Map.groupBy(path, ({ at }) => at), [path]);
  // While an edge is dragged the address waits; it would change with every pixel.
  const [dragged, setDragged] = useState<TimeWindow>();
  const zoom = dragged ?? view.zoom;
  const from = placeUnder(rows);

  const jump = (places: readonly number[], by: 1 | -1, focus = true) => {
    const next = nextOf(places, from, by);
    if (next !== undefined) rows.goTo(next, focus);
  };
  const scale = (factor: number) =>
    zoomTo(scaleWindow(view.zoom, factor, middleOf(tree.nodes[from ?? -1], view.zoom), tree.durationUs));
  usePageKeys(
    traceKeys({
      rows,
      opened: view.opened !== undefined,
      open,
      match: (by) => jump(search.found.length > 0 ? search.found : failed, by),
      failure: (by) => jump(failed, by),
      scale,
      whole: () => zoomTo(wholeWindow(tree.durationUs)),
    }),
  );

  return (
    <div className="grid items-start gap-x-5 lg:has-[[data-panel]]:grid-cols-[minmax(0,1fr)_26rem]">
      <section aria-labelledby="spans" className="min-w-0">
        <ExplorerHead
          {...{ tree, control, rows, search, failed, jump, zoom }}
          hasLines={lines.length > 0}
          at={from}
          onDrag={setDragged}
          onZoom={(window) => {
            setDragged(undefined);
            zoomTo(window);
          }}
        />
        <RowList {...{ rows, search, zoom, pathOf, view, open }} />
      </section>
      {view.opened ? (
        <DetailsPanel
          key={view.opened.id}
          {...{ tree, lines, details }}
          opened={view.opened}
          path={path}
          onZoom={zoomTo}
          onClose={() => open(undefined)}
        />
      ) : null}
    </div>
  );
}

/** What is being looked at stays in sight when the window on it becomes narrower. */
function middleOf(node: SpanNode | undefined, { fromUs, toUs }: TimeWindow): number {
  const middleUs = node ? node.startUs + node.durationUs / 2 : (fromUs + toUs) / 2;
  return Math.min(toUs, Math.max(fromUs, middleUs));
}

/** Where in the tree the cursor is; a log line stands where the last span above it does. */
function placeUnder({ rows, places, cursor }: ReturnType<typeof useRows>): number | undefined {
  const place = places.get(cursor ?? "");
  if (place === undefined) return undefined;
  for (let above = place; above >= 0; above -= 1) {
    const row = rows[above];
    if (row?.kind === "span") return row.node.at;
  }
  return undefined;
}
