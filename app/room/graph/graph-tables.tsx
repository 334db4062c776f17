"use client";

import { useStill } from "#components/live/live-feed.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { EdgeTable } from "./edge-table.tsx";
import { useGraphControls } from "./graph-context.ts";
import type { ShownGraph } from "./graph-model.ts";
import type { GraphQuery } from "./graph-query.ts";
import { GraphTable } from "./graph-table.tsx";

type Props = {
  query: GraphQuery;
  services: readonly TopologyService[];
  graph: ShownGraph;
  matches: ReadonlySet<string> | undefined;
  change: (change: Partial<GraphQuery>, how?: "push" | "replace") => void;
};

/** Services and calls that the graph would show; a search leaves the others out. */
export function GraphTables({ query, services, graph, matches, change }: Props) {
  const { select } = useGraphControls();
  const still = useStill();
  const shown = new Set(graph.nodes.flatMap(({ members }) => members));
  const rows = services.filter(({ id }) => shown.has(id) && (matches?.has(id) ?? true));
  const kept = new Set(rows.map(({ id }) => id));
  const edges = rows.flatMap(({ id, dependencies }) =>
    dependencies.filter((to) => (matches ? kept.has(to) : shown.has(to))).map((to) => `${id}->${to}`),
  );
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No match"
        action={
          <Button onClick={() => change({ search: "", focus: undefined, depth: 1 })}>
            Show every service
          </Button>
        }
      >
        <p>
          {query.search
            ? `No service has “${query.search}” in its name, id, group or kind.`
            : "The address focuses on a service that this mesh does not have."}
        </p>
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-6">
      <GraphTable
        services={rows}
        sort={query.sort}
        selected={query.selected}
        onSort={(sort) => change({ sort }, "replace")}
        onSelect={select}
      />
      {edges.length > 0 ? (
        <EdgeTable
          edges={edges}
          caption={`Calls between services, over the ${still ? "minute that is shown" : "last ten seconds"}`}
          selected={query.selected}
          onSelect={select}
        />
      ) : null}
    </div>
  );
}
