// What a request waited for: at every moment of the root's time exactly one span. Shortening any other makes nothing faster.
import type { SpanNode, SpanTree } from "./span-tree.ts";

/** `fromUs` and `toUs` count from the start of the trace. */
export type PathPart = { at: number; fromUs: number; toUs: number };

/**
 * Walks back from the end of the first span: whoever ended last before a moment was waited for until then. A callee that
 * goes on beyond that moment ran beside it and held nobody up. In the order of time, without gap or overlap.
 */
export function criticalPath(tree: SpanTree): PathPart[] {
  const root = tree.nodes[0];
  if (!root || root.durationUs <= 0) return [];
  const parts: PathPart[] = [];
  const add = (at: number, fromUs: number, toUs: number) => {
    if (toUs > fromUs) parts.push({ at, fromUs, toUs });
  };
  const callees = calleesByEnd(tree);
  const endUs = root.startUs + root.durationUs;
  const open = [{ at: 0, fromUs: root.startUs, toUs: endUs, cursorUs: endUs, next: 0 }];
  for (let walk = open.at(-1); walk; walk = open.at(-1)) {
    const callee = callees.get(walk.at)?.[walk.next];
    if (!callee) {
      add(walk.at, walk.fromUs, walk.cursorUs);
      open.pop();
      continue;
    }
    walk.next += 1;
    // What outlives its caller was waited for only as long as there was a caller.
    const toUs = Math.min(callee.startUs + callee.durationUs, walk.toUs);
    const fromUs = Math.max(callee.startUs, walk.fromUs);
    if (toUs > walk.cursorUs || toUs <= fromUs) continue;
    add(walk.at, toUs, walk.cursorUs);
    walk.cursorUs = fromUs;
    open.push({ at: callee.at, fromUs, toUs, cursorUs: toUs, next: 0 });
  }
  return parts.sort((a, b) => a.fromUs - b.fromUs);
}

/** The last to end first; of those that end together the one that began first. */
function calleesByEnd(tree: SpanTree): Map<number, SpanNode[]> {
  const callees = Map.groupBy(tree.nodes, ({ parent }) => parent);
  const endOf = ({ startUs, durationUs }: SpanNode) => startUs + durationUs;
  for (const known of callees.values()) known.sort((a, b) => endOf(b) - endOf(a) || a.startUs - b.startUs);
  return callees;
}
