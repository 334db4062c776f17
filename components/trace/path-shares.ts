import { criticalPath } from "./critical-path.ts";
import type { SpanTree } from "./span-tree.ts";

export type PathShare = { service: string; name: string; us: number; percent: number };

/** Whom the request waited for, whoever took most of it first. */
export function pathShares(tree: SpanTree): PathShare[] {
  const shares = new Map<string, PathShare>();
  const wholeUs = tree.nodes[0]?.durationUs ?? 0;
  for (const { at, fromUs, toUs } of criticalPath(tree)) {
    const node = tree.nodes[at];
    if (!node) continue;
    const { service, name } = node;
    const key = JSON.stringify([service, name]);
    const us = (shares.get(key)?.us ?? 0) + toUs - fromUs;
    shares.set(key, { service, name, us, percent: (us / wholeUs) * 100 });
  }
  return [...shares.values()].sort((a, b) => b.us - a.us);
}
