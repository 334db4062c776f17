// The spans of a trace in the order in which a waterfall shows them: each after its caller, callees by their start.
import { type OutlineSpan, readOutline, type TraceOutline } from "#lib/contract/trace-outline.ts";

export type SpanNode = Omit<OutlineSpan, "parent"> & {
  /** Its place in the tree's nodes. */
  at: number;
  /** The place of its caller; -1 at the top. */
  parent: number;
  depth: number;
  /** Everything it caused stands between it and this place. */
  end: number;
  calls: number;
  failuresBelow: number;
};

export type SpanTree = {
  traceId: string;
  /** Microseconds since the epoch. */
  startUs: number;
  durationUs: number;
  nodes: readonly SpanNode[];
  placeOf: ReadonlyMap<string, number>;
};

export function readTree(outline: TraceOutline): SpanTree {
  const { traceId, startUs, durationUs } = outline;
  const nodes = inTreeOrder(readOutline(outline));
  countBelow(nodes);
  const placeOf = new Map(nodes.map(({ spanId, at }) => [spanId, at]));
  return { traceId, startUs, durationUs, nodes, placeOf };
}

/** Without recursion: a trace may be as deep as it is long. */
function inTreeOrder(spans: readonly OutlineSpan[]): SpanNode[] {
  const { tops, callees } = callsOf(spans);
  const nodes: SpanNode[] = [];
  const seen = new Uint8Array(spans.length);
  const addFrom = (top: number) => {
    const waiting = [{ index: top, parent: -1, depth: 0 }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { index, parent, depth } = next;
      const span = spans[index];
      if (!span || seen[index]) continue;
      seen[index] = 1;
      const at = nodes.length;
      const called = callees[index] ?? [];
      nodes.push(toNode(span, { at, parent, depth, calls: called.length }));
      for (let last = called.length - 1; last >= 0; last -= 1)
        waiting.push({ index: called[last] ?? -1, parent: at, depth: depth + 1 });
    }
  };
  for (const top of tops) addFrom(top);
  // Spans that name each other as callers are under no top; they are shown all the same.
  for (let index = 0; index < spans.length; index += 1) if (!seen[index]) addFrom(index);
  return nodes;
}

function callsOf(spans: readonly OutlineSpan[]) {
  const tops: number[] = [];
  const callees: (number[] | undefined)[] = spans.map(() => undefined);
  spans.forEach(({ parent }, index) => {
    const siblings = parent < 0 ? tops : callees[parent];
    if (siblings) siblings.push(index);
    else callees[parent] = [index];
  });
  return { tops, callees };
}

type Place = Pick<SpanNode, "at" | "parent" | "depth" | "calls">;

/** Field by field: a browser takes several times as long for ten thousand objects that are spread. */
function toNode(span: OutlineSpan, { at, parent, depth, calls }: Place): SpanNode {
  const { spanId, orphan, service, name, kind, failed, startUs, durationUs } = span;
  const end = at + 1;
  return {
    spanId,
    orphan,
    service,
    name,
    kind,
    failed,
    startUs,
    durationUs,
    at,
    parent,
    depth,
    end,
    calls,
    failuresBelow: 0,
  };
}

/** From the last to the first, so that what stands below is complete before it is added to its caller. */
function countBelow(nodes: readonly SpanNode[]): void {
  for (const node of nodes.toReversed()) {
    const caller = nodes[node.parent];
    if (!caller) continue;
    caller.end = Math.max(caller.end, node.end);
    caller.failuresBelow += node.failuresBelow + (node.failed ? 1 : 0);
  }
}

/** From the outermost caller to the one that made this call. */
export function callersOf({ nodes }: SpanTree, at: number): number[] {
  const callers: number[] = [];
  for (let caller = nodes[at]?.parent ?? -1; caller >= 0; caller = nodes[caller]?.parent ?? -1)
    callers.unshift(caller);
  return callers;
}

/** Where failures began: they called nobody who failed. The earliest first. */
export function firstFailures({ nodes }: SpanTree): SpanNode[] {
  return nodes
    .filter(({ failed, failuresBelow }) => failed && failuresBelow === 0)
    .sort((a, b) => a.startUs - b.startUs);
}

/** What is left of a span's time when that of its callees is taken away; they may run at the same time. */
export function selfTimeUs({ nodes }: SpanTree, at: number): number {
  const span = nodes[at];
  if (!span) return 0;
  const endUs = span.startUs + span.durationUs;
  const callees: SpanNode[] = [];
  for (let next = nodes[at + 1]; next && next.at < span.end; next = nodes[next.end]) callees.push(next);
  let selfUs = 0;
  let reachedUs = span.startUs;
  for (const callee of callees.sort((a, b) => a.startUs - b.startUs)) {
    selfUs += Math.max(0, Math.min(callee.startUs, endUs) - reachedUs);
    reachedUs = Math.max(reachedUs, Math.min(endUs, callee.startUs + callee.durationUs));
  }
  return selfUs + Math.max(0, endUs - reachedUs);
}
