// Which rows of a trace are to be seen: what is folded away is left out, log lines stand at their moment below their span.
import type { TraceLine } from "#lib/contract/trace-line.ts";
import type { SpanNode, SpanTree } from "./span-tree.ts";

export type WaterfallRow =
  | { kind: "span"; key: string; node: SpanNode; folded: boolean }
  | { kind: "line"; key: string; line: TraceLine; depth: number };

export type RowChoice = {
  folded: ReadonlySet<string>;
  /** Only failed spans and their callers. */
  errorsOnly: boolean;
  /** In the order of time. */
  lines: readonly TraceLine[];
};

const noSpan = "";

export function waterfallRows(tree: SpanTree, { folded, errorsOnly, lines }: RowChoice): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  const linesOf = Map.groupBy(lines, ({ spanId }) =>
    spanId !== null && tree.placeOf.has(spanId) ? spanId : noSpan,
  );
  const open = [{ end: tree.nodes.length, depth: 0, lines: linesOf.get(noSpan) ?? [], told: 0 }];
  const tellUntil = (us: number) => {
    const span = open.at(-1);
    if (!span) return;
    for (let line = span.lines[span.told]; line && line.offsetUs < us; line = span.lines[span.told]) {
      rows.push({ kind: "line", key: line.id, line, depth: span.depth });
      span.told += 1;
    }
  };
  const closeBefore = (at: number) => {
    while (open.length > 1 && (open.at(-1)?.end ?? at) <= at) {
      tellUntil(Number.POSITIVE_INFINITY);
      open.pop();
    }
  };
  for (let at = 0; at < tree.nodes.length; ) {
    const node = tree.nodes[at];
    if (!node) break;
    const shown = !errorsOnly || node.failed || node.failuresBelow > 0;
    if (!shown) {
      at = node.end;
      continue;
    }
    closeBefore(at);
    tellUntil(node.startUs);
    const isFolded = folded.has(node.spanId);
    rows.push({ kind: "span", key: node.spanId, node, folded: isFolded });
    if (!isFolded)
      open.push({ end: node.end, depth: node.depth + 1, lines: linesOf.get(node.spanId) ?? [], told: 0 });
    at = isFolded ? node.end : at + 1;
  }
  closeBefore(tree.nodes.length);
  tellUntil(Number.POSITIVE_INFINITY);
  return rows;
}

/** Every span that anything can be folded away below; lines count as well. */
export function foldableSpans(tree: SpanTree): Set<string> {
  return new Set(tree.nodes.filter(({ calls }) => calls > 0).map(({ spanId }) => spanId));
}
