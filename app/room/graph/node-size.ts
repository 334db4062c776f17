import type { ShownNode } from "./graph-model.ts";

/** Fixed, so that the layout needs no measuring and no number can make a node jump. */
export function sizeOf({ kind }: ShownNode): { width: number; height: number } {
  return kind === "group" ? { width: 228, height: 112 } : { width: 228, height: 96 };
}
