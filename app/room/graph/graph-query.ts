// The graph's address is its state: what is chosen, shown, searched, focused, folded. As pure functions.
import { type Metric, metrics } from "#components/room/mesh-words.ts";

export type Depth = 1 | 2 | "all";

export type GraphQuery = {
  /** The end of a minute of the past; undefined for now. */
  at: string | undefined;
  view: "graph" | "table";
  metric: Metric;
  /** A service, a group or an edge (`caller->callee`) whose panel is open. */
  selected: string | undefined;
  search: string;
  /** Only what is around this service is shown. */
  focus: string | undefined;
  depth: Depth;
  /** Groups that are unfolded, and services whose groups they are in. */
  open: readonly string[];
  /** A column of the table, with a minus for descending. */
  sort: string | undefined;
};

export const depths: readonly Depth[] = [1, 2, "all"];

type Readable = { get(name: string): string | null };

export function readGraphQuery(params: Readable): GraphQuery {
  const text = (name: string) => params.get(name) || undefined;
  return {
    at: text("at"),
    view: params.get("view") === "table" ? "table" : "graph",
    metric: metrics.find((metric) => metric === params.get("metric")) ?? "traffic",
    selected: text("selected"),
    search: params.get("q") ?? "",
    focus: text("focus"),
    depth: depths.find((depth) => String(depth) === params.get("depth")) ?? 1,
    open: text("open")?.split(",").filter(Boolean) ?? [],
    sort: text("sort"),
  };
}

/** Only what differs from the plain page is written, so that addresses stay short. */
export function graphHref(query: GraphQuery, change: Partial<GraphQuery> = {}): string {
  const next = { ...query, ...change };
  const params = new URLSearchParams();
  if (next.at) params.set("at", next.at);
  if (next.view === "table") params.set("view", "table");
  if (next.metric !== "traffic") params.set("metric", next.metric);
  if (next.selected) params.set("selected", next.selected);
  if (next.search) params.set("q", next.search);
  if (next.focus) params.set("focus", next.focus);
  if (next.focus && next.depth !== 1) params.set("depth", String(next.depth));
  if (next.open.length > 0) params.set("open", next.open.join(","));
  if (next.sort) params.set("sort", next.sort);
  const written = params.toString();
  return written ? `/room/graph?${written}` : "/room/graph";
}
