// What each key does to a trace; components/shell/key-list.tsx tells of them.
import type { PageKeys } from "#components/shell/use-page-keys.ts";
import type { RowControl } from "./use-rows.ts";
import type { ViewControl } from "./use-view.ts";

type Deeds = {
  rows: RowControl;
  opened: boolean;
  open: ViewControl["open"];
  match: (by: 1 | -1) => void;
  failure: (by: 1 | -1) => void;
  scale: (factor: number) => void;
  whole: () => void;
};

export function traceKeys({ rows, opened, open, match, failure, scale, whole }: Deeds): PageKeys {
  const earlier = () => failure(-1);
  const close = () => open(undefined);
  const enter = () => openRow(rows, open);
  return {
    j: () => rows.step(1),
    k: () => rows.step(-1),
    h: () => foldOrLeave(rows),
    l: () => unfoldOrEnter(rows),
    n: () => match(1),
    p: () => match(-1),
    e: () => failure(1),
    E: earlier,
    "+": () => scale(0.5),
    "-": () => scale(2),
    "0": whole,
    ...(opened ? { Escape: close } : { Enter: enter }),
  };
}

function openRow({ row }: RowControl, open: Deeds["open"]) {
  if (row) open({ kind: row.kind, id: row.key });
}

/** First what is below disappears, then one is at the caller. */
function foldOrLeave({ row, fold, goTo }: RowControl) {
  if (row?.kind !== "span") return;
  if (row.node.calls > 0 && !row.folded) fold(row.node.spanId, true);
  else goTo(row.node.parent);
}

function unfoldOrEnter({ row, fold, step }: RowControl) {
  if (row?.kind !== "span" || row.node.calls === 0) return;
  if (row.folded) fold(row.node.spanId, false);
  else step(1);
}
