"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import dynamic from "next/dynamic";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { FieldValue } from "#components/filter/toggle-value.ts";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import { useTopOf } from "#components/ui/use-top-of.ts";
import type { LogLine } from "#lib/contract/log-answers.ts";
import { ListRow } from "./list-row.tsx";
import type { LogLines } from "./use-log-lines.ts";

const LineDetails = dynamic(() => import("./line-details.tsx"), { ssr: false });

type Props = {
  lines: LogLines;
  wrap: boolean;
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
  onFilter: (asked: FieldValue) => void;
};

const rowHeightPx = 33;
/** Rows from the end at which older lines are asked for. */
const reach = 20;

/** Only the rows in sight are on the page, however many there are. */
export function LogList({ lines, wrap, opened, onOpen, onFilter }: Props) {
  const { shown, loadOlder } = lines;
  const list = useRef<HTMLOListElement>(null);
  const top = useTopOf(list);
  const virtualizer = useWindowVirtualizer({
    count: shown.length,
    estimateSize: () => rowHeightPx,
    getItemKey: (nth) => shown[nth]?.id ?? nth,
    overscan: 12,
    scrollMargin: top,
  });
  const rows = virtualizer.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  const nearEnd = lastRow >= shown.length - reach;
  const askOlder = useEffectEvent(() => loadOlder?.());
  useEffect(() => {
    if (nearEnd && loadOlder) askOlder();
  }, [nearEnd, loadOlder]);
  useStartAt(opened, shown, (nth) => virtualizer.scrollToIndex(nth, { align: "center" }));
  const toggle = (line: LogLine) => onOpen(opened === line.id ? undefined : line.id);
  const move = useRowKeys(lines, list, (nth) => virtualizer.scrollToIndex(nth, { align: "auto" }));
  const close = () => onOpen(undefined);
  usePageKeys({ j: () => move(1), k: () => move(-1), Escape: close });
  const withDay = dayOf(shown[0]) !== dayOf(shown.at(-1));

  return (
    <ol
      ref={list}
      aria-label="Log lines, the newest first"
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {rows.map(({ index, key, start }) => {
        const line = shown[index];
        if (!line) return null;
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={lines.next === null ? shown.length : -1}
            className="absolute inset-x-0 top-0 border-b border-line"
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <ListRow
              line={line}
              withDay={withDay}
              wrap={wrap}
              opened={opened === line.id}
              onToggle={toggle}
            />
            {opened === line.id ? <LineDetails line={line} onFilter={onFilter} onClose={close} /> : null}
          </li>
        );
      })}
    </ol>
  );
}

const dayOf = (line: LogLine | undefined) => line?.timestamp.slice(0, 10);

/** A link to a line leads to it; whoever opens one by hand sees it already. */
function useStartAt(opened: string | undefined, shown: readonly LogLine[], show: (nth: number) => void) {
  const start = useEffectEvent(() => {
    const nth = shown.findIndex(({ id }) => id === opened);
    if (nth >= 0) show(nth);
  });
  useEffect(() => {
    const frame = requestAnimationFrame(start);
    return () => cancelAnimationFrame(frame);
  }, []);
}

/** `j` and `k` move the focus from row to row; Enter opens the row that has it, because it is a button. */
function useRowKeys(
  { shown, pause }: LogLines,
  list: RefObject<HTMLOListElement | null>,
  show: (nth: number) => void,
): (by: 1 | -1) => void {
  const at = useRef<string>(undefined);
  return (by) => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-line]")?.dataset.line ?? at.current;
    const nth = shown.findIndex(({ id }) => id === focused);
    const next = shown[nth < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, nth + by))];
    if (!next) return;
    pause();
    at.current = next.id;
    show(shown.indexOf(next));
    // The row may come into being only now.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-line="${next.id}"]`)?.focus(),
    );
  };
}
