"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import dynamic from "next/dynamic";
import { useRef } from "react";
import { ageText } from "#components/alerts/alert-words.ts";
import type { BoardRow } from "#components/alerts/board-rows.ts";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { useNow } from "#components/room/use-now.ts";
import { useTopOf } from "#components/ui/use-top-of.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { AlertRow, type RowActs } from "./alert-row.tsx";
import { GroupRow } from "./group-row.tsx";
import { useBoardKeys } from "./use-board-keys.ts";

const OpenedAlert = dynamic(() => import("./opened-alert.tsx"), { ssr: false });

type Props = {
  rows: readonly BoardRow[];
  opened: string | undefined;
  acts: RowActs;
  onFold: (key: string) => void;
  onClose: () => void;
};

const rowHeightPx = { alert: 61, group: 41 };

/** Only the rows in sight are on the page, however many there are. */
export function BoardList({ rows, opened, acts, onFold, onClose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [lastKnown, now] = [useLastKnown(), useNow()];
  const top = useTopOf(list);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (nth) => rowHeightPx[rows[nth]?.kind ?? "alert"],
    getItemKey: (nth) => rows[nth]?.key ?? nth,
    overscan: 8,
    scrollMargin: top,
  });
  useBoardKeys({
    rows,
    list,
    acts,
    onClose,
    show: (nth) => virtualizer.scrollToIndex(nth, { align: "auto" }),
  });
  return (
    <ul
      ref={list}
      aria-label="Alerts"
      className="relative border-y border-line"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return row ? (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            data-row={row.kind}
            aria-posinset={index + 1}
            aria-setsize={rows.length}
            className="absolute inset-x-0 top-0 border-b border-line [contain:layout_style]"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <BoardItem {...{ row, opened, acts, onFold, lastKnown, now }} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

type ItemProps = {
  row: BoardRow;
  lastKnown: boolean;
  /** Undefined before the page is alive. */
  now: number | undefined;
} & Pick<Props, "opened" | "acts" | "onFold">;

export function BoardItem({ row, opened, acts, onFold, lastKnown, now }: ItemProps) {
  if (row.kind === "group") return <GroupRow row={row} lastKnown={lastKnown} acts={acts} onFold={onFold} />;
  const isOpen = row.alert.id === opened;
  return (
    <>
      <AlertRow
        row={row}
        age={ageOf(row.alert, now)}
        opened={isOpen}
        lastKnown={lastKnown}
        alive={now !== undefined}
        acts={acts}
      />
      {isOpen ? <OpenedAlert alert={row.alert} /> : null}
    </>
  );
}

/** Of what is over, how long it was; the server's clock is not the reader's, so before the page is alive there is no age. */
function ageOf({ startedAt, resolvedAt }: Alert, now: number | undefined): string {
  const end = resolvedAt ? Date.parse(resolvedAt) : now;
  return end === undefined ? "" : ageText(end - Date.parse(startedAt));
}
