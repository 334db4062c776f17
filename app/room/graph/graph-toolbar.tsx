"use client";

import { X } from "lucide-react";
import { countOf, metrics } from "#components/room/mesh-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Choice } from "#components/ui/choice.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { type Depth, depths, type GraphQuery } from "./graph-query.ts";
import { TimeTravel } from "./past/time-travel.tsx";
import { SearchField } from "./search-field.tsx";

const metricWords = { errors: "Errors", latency: "Latency", traffic: "Traffic" };
const depthWords: Record<Depth, string> = { 1: "1 step", 2: "2 steps", all: "All steps" };
const views = { graph: "Graph", table: "Table" };

type Props = {
  query: GraphQuery;
  services: readonly TopologyService[];
  matches: ReadonlySet<string> | undefined;
  change: (change: Partial<GraphQuery>, how?: "push" | "replace") => void;
  /** Chooses the next of the matches. */
  onNextMatch: () => void;
};

export function GraphToolbar({ query, services, matches, change, onNextMatch }: Props) {
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-2 sm:gap-x-3">
      <SearchField search={query.search} change={change} onEnter={onNextMatch} />
      <p role="status" className="text-sm text-muted empty:hidden">
        {matches?.size === 0 ? "No match" : null}
        {matches && matches.size > 0 ? (
          <Button look="quiet" size="sm" title="Show the next match" onClick={onNextMatch}>
            {countOf(matches.size, "match", "matches")}
          </Button>
        ) : null}
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
      <FocusControls query={query} services={services} matches={matches} change={change} />
      <TimeTravel query={query} where="toolbar" />
    </div>
  );
}

/** A longer list nobody reads: the search makes it short. */
const mostListed = 60;

function FocusControls({ query, services, matches, change }: Omit<Props, "onNextMatch">) {
  const found = matches ? services.filter(({ id }) => matches.has(id)) : services;
  const listed = found.length > mostListed ? [] : services.length > mostListed ? found : services;
  return (
    <>
      <Select
        aria-label="Focus on"
        className="w-48"
        value={query.focus ?? ""}
        onChange={(event) => change({ focus: event.target.value || undefined })}
      >
        <option value="">Every service</option>
        {query.focus && !listed.some(({ id }) => id === query.focus) ? (
          <option value={query.focus}>Around {query.focus}</option>
        ) : null}
        {listed.map(({ id }) => (
          <option key={id} value={id}>
            Around {id}
          </option>
        ))}
        {listed.length === 0 ? <option disabled>Search first: {found.length} are too many</option> : null}
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
