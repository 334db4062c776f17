"use client";

import { type RefObject, useRef } from "react";
import { canAcknowledge } from "#components/alerts/alert-actions.ts";
import { type BoardRow, matcherFor } from "#components/alerts/board-rows.ts";
import { usePageKeys } from "#components/shell/use-page-keys.ts";
import type { RowActs } from "./alert-row.tsx";

type Options = {
  rows: readonly BoardRow[];
  list: RefObject<HTMLElement | null>;
  acts: RowActs;
  onClose: () => void;
  show: (nth: number) => void;
};

/** `j` and `k` go from row to row, Enter opens the one that has the focus, `a` and `s` see to it. */
export function useBoardKeys({ rows, list, acts, onClose, show }: Options): void {
  const last = useRef<string>(undefined);
  const focused = () => {
    const key = document.activeElement?.closest("[data-row]")?.querySelector<HTMLElement>("[data-alert]")
      ?.dataset.alert;
    return rows.findIndex((row) => row.key === (key ?? last.current));
  };
  const move = (by: 1 | -1) => {
    const nth = focused();
    const next = nth < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, nth + by));
    const row = rows[next];
    if (!row) return;
    last.current = row.key;
    show(next);
    const focus = () => {
      const place = list.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(row.key)}"]`);
      place?.focus();
      return place;
    };
    // The row may come into being only now.
    if (!focus()) requestAnimationFrame(focus);
  };
  const chosen = () => rows[focused()];
  usePageKeys({
    j: () => move(1),
    k: () => move(-1),
    a: () => {
      const row = chosen();
      if (row) acts.onAcknowledge((row.kind === "group" ? row.alerts : [row.alert]).filter(canAcknowledge));
    },
    s: () => {
      const row = chosen();
      if (row) acts.onSilence(row.kind === "group" ? row.matcher : matcherFor(row.alert));
    },
    Escape: onClose,
  });
}
