"use client";

import { X } from "lucide-react";
import { countOf, metrics } from "#components/room/mesh-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { type Depth, depths, type GraphQuery } from "./graph-query.ts";
import { SearchField } from "./search-field.tsx";

const metricWords = { errors: "Errors", latency: "Latency", traffic: "Traffic" };
const depthWords: Record<Depth, string> = { 1: "1 step", 2: "2 steps", all: "All steps" };
const views = { graph: "Graph", table: "Table" };

type Props = {
  query: GraphQuery;
  services: readonly TopologyService[];
  matches: ReadonlySet<string> | undefined;
  change: (change: Partial<GraphQuery>, how?: "push" | "replace") => void;
};

export function GraphToolbar({ query, services, matches, change }: Props) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-2 sm:gap-x-3">
      <SearchField search={query.search} change={change} />
      <p role="status" className="text-sm text-muted empty:hidden">
        {matches ? (matches.size === 0 ? "No match" : countOf(matches.size, "match", "matches")) : ""}
      </p>
      <Choice
        label="Number on nodes and edges"
        value={query.metric}
        options={metrics.map((metric) => ({ name: metric, label: metricWords[metric] }))}
        onChoose={(metric) => change({ metric })}
      />
      <Choice
        label="View"
        className="sm:order-last sm:ml-auto"
        value={query.view}
        options={(["graph", "table"] as const).map((view) => ({ name: view, label: views[view] }))}
        onChoose={(view) => change({ view })}
      />
      <FocusControls query={query} services={services} change={change} />
    </div>
  );
}

function FocusControls({ query, services, change }: Omit<Props, "matches">) {
  return (
    <>
      <Select
        aria-label="Focus on"
        className="w-48"
        value={query.focus ?? ""}
        onChange={(event) => change({ focus: event.target.value || undefined })}
      >
        <option value="">Every service</option>
        {services.map(({ id }) => (
          <option key={id} value={id}>
            Around {id}
          </option>
        ))}
      </Select>
      {query.focus ? (
        <>
          <Select
            aria-label="How far around"
            className="w-28"
            value={String(query.depth)}
            onChange={(event) =>
              change({ depth: depths.find((one) => String(one) === event.target.value) ?? 1 })
            }
          >
            {depths.map((depth) => (
              <option key={depth} value={String(depth)}>
                {depthWords[depth]}
              </option>
            ))}
          </Select>
          <Button look="quiet" size="sm" onClick={() => change({ focus: undefined, depth: 1 })}>
            <X className="size-3.5" aria-hidden />
            Show all
          </Button>
        </>
      ) : null}
      {query.open.length > 0 ? (
        <Button look="quiet" size="sm" onClick={() => change({ open: [] })}>
          Fold groups
        </Button>
      ) : null}
    </>
  );
}
