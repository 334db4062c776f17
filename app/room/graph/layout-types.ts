// What the worker is asked, and what it answers.
export type Point = { x: number; y: number };
export type LayoutRequest = {
  nodes: readonly { id: string; width: number; height: number }[];
  edges: readonly { id: string; from: string; to: string }[];
  /** Folded groups: so many lines run between them that rows by who calls whom would be wide and empty. */
  tiles?: { ids: readonly string[]; columns: number };
};
export type Layout = {
  /** The upper left corner of each node. */
  nodes: Readonly<Record<string, Point>>;
  edges: Readonly<Record<string, { points: readonly Point[]; label: Point }>>;
};
