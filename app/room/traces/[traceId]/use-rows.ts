"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callersOf, type SpanTree } from "#components/trace/span-tree.ts";
import { foldableSpans, type WaterfallRow, waterfallRows } from "#components/trace/waterfall-rows.ts";
import type { TraceLine } from "#lib/contract/trace-line.ts";
import type { Opened, ViewControl } from "./use-view.ts";

const noLines: readonly TraceLine[] = [];
/** Browsers refuse an address that changes hundreds of times in ten seconds, as it would under a key held down. */
const followMs = 120;

/** A step keeps the page as still as it can; a leap wants to see what is around. */
type Call = { times: number; focus: boolean; align: "auto" | "center" };

export type RowControl = ReturnType<typeof useRows>;

/** The rows that are to be seen, and which of them the keys act on. */
export function useRows(
  tree: SpanTree,
  lines: readonly TraceLine[],
  { view, open, showErrorsOnly }: ViewControl,
) {
  const { folded, fold, unfold, foldAll, unfoldAll } = useFolds(tree);
  const { opened, errorsOnly, showsLines } = view;
  const rows = useMemo(
    () => waterfallRows(tree, { folded, errorsOnly, lines: showsLines ? lines : noLines }),
    [tree, folded, errorsOnly, showsLines, lines],
  );
  const places = useMemo(() => new Map(rows.map(({ key }, at) => [key, at])), [rows]);
  const [cursor, setCursor] = useState(opened?.id);
  /** Another number whenever the row under the cursor is to come into sight, and perhaps to take the focus. */
  const [call, setCall] = useState<Call>({ times: 0, focus: false, align: "center" });
  const follow = useFollower(opened, open);

  const go = useCallback(
    (row: Opened, how: Omit<Call, "times">) => {
      setCursor(row.id);
      setCall(({ times }) => ({ times: times + 1, ...how }));
      follow(row);
    },
    [follow],
  );
  const goTo = useCallback(
    (at: number, focus = true) => {
      const node = tree.nodes[at];
      if (!node) return;
      const callers = callersOf(tree, at).map((caller) => tree.nodes[caller]?.spanId ?? "");
      unfold(callers);
      if (errorsOnly && !node.failed && node.failuresBelow === 0) showErrorsOnly(false);
      go({ kind: "span", id: node.spanId }, { focus, align: "center" });
    },
    [tree, errorsOnly, showErrorsOnly, unfold, go],
  );
  const step = (by: 1 | -1) => {
    const from = places.get(cursor ?? "");
    const row = rows[from === undefined ? 0 : from + by];
    if (row) go({ kind: row.kind, id: row.key }, { focus: true, align: "auto" });
  };
  const row: WaterfallRow | undefined = rows[places.get(cursor ?? "") ?? -1];
  return { rows, places, cursor, call, row, goTo, step, fold, foldAll, unfoldAll, setCursor };
}

function useFolds(tree: SpanTree) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const unfold = useCallback(
    (spanIds: readonly string[]) => setFolded((before) => without(before, spanIds)),
    [],
  );
  const fold = useCallback(
    (spanId: string, on: boolean) =>
      setFolded((before) => (on ? new Set(before).add(spanId) : without(before, [spanId]))),
    [],
  );
  return {
    folded,
    fold,
    unfold,
    foldAll: () => setFolded(foldableSpans(tree)),
    unfoldAll: () => setFolded(new Set<string>()),
  };
}

/** What is open goes along with the cursor. */
function useFollower(opened: Opened | undefined, open: ViewControl["open"]) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const isOpen = opened !== undefined;
  useEffect(() => {
    if (!isOpen) clearTimeout(timer.current);
  }, [isOpen]);
  return useCallback(
    (row: Opened) => {
      clearTimeout(timer.current);
      if (isOpen) timer.current = setTimeout(() => open(row), followMs);
    },
    [isOpen, open],
  );
}

function without(set: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  if (!gone.some((one) => set.has(one))) return set;
  const next = new Set(set);
  for (const one of gone) next.delete(one);
  return next;
}
