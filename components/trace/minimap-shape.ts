// A whole trace as two outlines, however many spans it has: rows are drawn into few lanes, times into few columns.
import type { SpanTree } from "./span-tree.ts";

export const mapColumns = 400;
const mostLanes = 32;
/** The least stroke, in columns: shorter spans are still there to be seen. */
const leastColumns = 1;

export type MinimapShape = { lanes: number; spans: string; failed: string };

export function minimapShape({ nodes, durationUs }: SpanTree): MinimapShape {
  const lanes = Math.max(1, Math.min(mostLanes, nodes.length));
  const columnOf = (us: number) =>
    durationUs <= 0 ? 0 : Math.min(mapColumns, Math.max(0, Math.round((us / durationUs) * mapColumns)));
  const all = createLanes(lanes);
  const failed = createLanes(lanes);
  for (const node of nodes) {
    const lane = Math.floor((node.at / nodes.length) * lanes);
    const from = Math.min(mapColumns - leastColumns, columnOf(node.startUs));
    const to = Math.max(from + leastColumns, columnOf(node.startUs + node.durationUs));
    fill(node.failed ? failed[lane] : all[lane], from, to);
  }
  return { lanes, spans: pathOf(all), failed: pathOf(failed) };
}

const createLanes = (count: number) => Array.from({ length: count }, () => new Uint8Array(mapColumns));

function fill(lane: Uint8Array | undefined, from: number, to: number) {
  lane?.fill(1, from, to);
}

/** One stroke for each run of filled columns, along the upper edge of its lane. */
function pathOf(lanes: readonly Uint8Array[]): string {
  const strokes: string[] = [];
  lanes.forEach((lane, at) => {
    for (let from = lane.indexOf(1); from >= 0; ) {
      const gap = lane.indexOf(0, from);
      const to = gap < 0 ? lane.length : gap;
      strokes.push(`M${from} ${at}h${to - from}`);
      from = lane.indexOf(1, to);
    }
  });
  return strokes.join("");
}
