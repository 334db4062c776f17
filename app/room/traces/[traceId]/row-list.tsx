"use client";

import { type CSSProperties, useCallback, useRef } from "react";
import type { PathPart } from "#components/trace/critical-path.ts";
import { firstRows, shownWhole } from "#components/trace/first-rows.ts";
import type { TimeWindow } from "#components/trace/time-window.ts";
import { classNames } from "#components/ui/class-names.ts";
import { LineRow } from "./line-row.tsx";
import { SpanRow } from "./span-row.tsx";
import type { RowControl } from "./use-rows.ts";
import { useRowsInSight } from "./use-rows-in-sight.ts";
import type { SpanSearch } from "./use-span-search.ts";
import type { Opened, View, ViewControl } from "./use-view.ts";

type Props = {
  rows: RowControl;
  search: SpanSearch;
  zoom: TimeWindow;
  pathOf: ReadonlyMap<number, PathPart[]>;
  view: View;
  open: ViewControl["open"];
};

/** Only the rows in sight exist, at places that follow from their number. */
export function RowList({ rows, search, zoom, pathOf, view, open }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const inSight = useRowsInSight(list, rows);
  const { setCursor, cursor, fold } = rows;
  const openedId = view.opened?.id;
  const onOpen = useCallback(
    (row: Opened) => {
      setCursor(row.id);
      open(row.id === openedId ? undefined : row);
    },
    [setCursor, open, openedId],
  );
  if (rows.rows.length === 0) return <NothingLeft />;
  return (
    <ol
      ref={list}
      aria-label="Spans, each below its caller"
      className={classNames(
        "relative h-[calc(var(--row)*var(--rows))] overflow-hidden isolate rounded-b-md border border-t-0 border-line bg-panel [--row:3rem] md:[--row:1.75rem]",
        rows.rows.length > shownWhole && "noscript:h-[calc(var(--row)*var(--first))]",
      )}
      style={{ "--rows": rows.rows.length, "--first": firstRows } as CSSProperties}
    >
      {inSight.map((place) => {
        const row = rows.rows[place];
        if (!row) return null;
        const state = {
          id: row.key,
          place,
          of: rows.rows.length,
          current: row.key === cursor,
          opened: row.key === openedId,
          onOpen,
        };
        if (row.kind === "line")
          return (
            <LineRow key={row.key} row="line" {...state} line={row.line} depth={row.depth} zoom={zoom} />
          );
        const hit = search.ids.has(row.key);
        return (
          <SpanRow
            key={row.key}
            row="span"
            {...state}
            node={row.node}
            folded={row.folded}
            zoom={zoom}
            path={pathOf.get(row.node.at)}
            hit={hit}
            find={hit ? view.find : ""}
            onFold={fold}
          />
        );
      })}
    </ol>
  );
}

function NothingLeft() {
  return (
    <p className="rounded-b-md border border-t-0 border-line bg-panel px-4 py-8 text-center text-muted">
      No span of this trace failed.
    </p>
  );
}
