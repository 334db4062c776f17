"use client";

import { useStill } from "#components/live/live-feed.tsx";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorState } from "#components/ui/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { GraphCanvas } from "./graph-canvas.tsx";
import type { ShownGraph } from "./graph-model.ts";
import type { GraphQuery } from "./graph-query.ts";
import { useLayout } from "./use-layout.ts";

type Props = {
  graph: ShownGraph;
  matches: ReadonlySet<string> | undefined;
  search: string;
  change: (change: Partial<GraphQuery>) => void;
};

/** The canvas, or why there is none. */
export function GraphStage({ graph, matches, search, change }: Props) {
  const { laidOut, failed } = useLayout(graph);
  const still = useStill();
  if (graph.nodes.length === 0) return <NothingShown change={change} />;
  if (failed && !laidOut) {
    return (
      <ErrorState
        title="The graph could not be laid out"
        cause="Its worker did not start in this browser. The table shows the same services and numbers."
        action={
          <Button look="solid" onClick={() => change({ view: "table" })}>
            Show the table
          </Button>
        }
      />
    );
  }
  return (
    <section
      aria-label="Dependency graph"
      aria-busy={!laidOut}
      className={classNames(
        "relative h-[70dvh] min-h-[28rem] overflow-hidden rounded-md bg-ground",
        still
          ? "border-2 border-dashed border-muted lg:h-[calc(100dvh-22rem)]"
          : "border border-line lg:h-[calc(100dvh-15.5rem)]",
      )}
    >
      {laidOut ? (
        <GraphCanvas laidOut={laidOut} matches={matches?.size === 0 ? undefined : matches} />
      ) : (
        <div className="grid h-full place-content-center gap-3">
          <Skeleton className="h-24 w-52" />
          <p className="text-center text-sm text-muted">Laying out the graph</p>
          <noscript>
            <p className="text-sm text-muted">The graph needs JavaScript; the table does not.</p>
          </noscript>
        </div>
      )}
      {matches?.size === 0 ? (
        <div className="absolute inset-x-4 top-4 z-10 mx-auto max-w-lg bg-ground">
          <EmptyState
            title="No match"
            action={<Button onClick={() => change({ search: "" })}>Clear the search</Button>}
          >
            <p>No service has “{search}” in its name, id, group or kind.</p>
          </EmptyState>
        </div>
      ) : null}
    </section>
  );
}

function NothingShown({ change }: Pick<Props, "change">) {
  return (
    <EmptyState
      title="Nothing to draw"
      action={<Button onClick={() => change({ focus: undefined, depth: 1 })}>Show every service</Button>}
    >
      <p>The address focuses on a service that this mesh does not have.</p>
    </EmptyState>
  );
}
