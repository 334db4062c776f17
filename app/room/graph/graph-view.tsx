"use client";

import { useMemo, useState } from "react";
import type { MenuPlace } from "#components/ui/menu.tsx";
import type { TopologyService } from "#lib/contract/mesh.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { GraphControlsProvider } from "./graph-context.ts";
import { groupId, shownGraph } from "./graph-model.ts";
import { GraphPanel } from "./graph-panel.tsx";
import { graphHref } from "./graph-query.ts";
import { GraphStage } from "./graph-stage.tsx";
import { GraphTables } from "./graph-tables.tsx";
import { GraphToolbar } from "./graph-toolbar.tsx";
import { matchesOf } from "./matches.ts";
import { PastProvider } from "./past/past-context.ts";
import { TimeTravel } from "./past/time-travel.tsx";
import { BreakPlace, PlaceMenu } from "./place-menu.tsx";
import { useChosenPlace } from "./use-chosen-place.ts";
import { useGraphQuery } from "./use-graph-query.ts";
import { useUnlessChanged } from "./use-unless-changed.ts";

type Props = {
  services: readonly TopologyService[];
  /** The minute that is shown; undefined for now. */
  past: PastGraph | undefined;
};

/** The graph or its table, the panel of what is chosen, the menu and the form of what is to be broken. */
export function GraphView({ services: told, past }: Props) {
  const services = useUnlessChanged(told);
  const [query, change] = useGraphQuery();
  const { byKeyboard, choose, close } = useChosenPlace(change);
  const [menu, setMenu] = useState<{ id: string; place: MenuPlace }>();
  const [toBreak, setToBreak] = useState<string>();

  const { focus, depth, search, metric, selected } = query;
  const open = query.open.join();
  const graph = useMemo(
    () => shownGraph(services, { focus, depth, open: open.split(",").filter(Boolean) }),
    [services, focus, depth, open],
  );
  const matches = useMemo(() => matchesOf(services, search), [services, search]);
  const controls = useMemo(
    () => ({
      metric,
      selected,
      select: choose,
      openMenu: (id: string, place: MenuPlace) => setMenu({ id, place }),
      unfold: (group: string) => change({ open: [...open.split(",").filter(Boolean), group] }),
    }),
    [metric, selected, choose, change, open],
  );
  const showNextMatch = () => {
    const found = services.filter(({ id }) => matches?.has(id));
    const next = found[found.findIndex(({ id }) => id === selected) + 1] ?? found[0];
    if (!next) return;
    const folded = graph.nodes.some(({ id }) => id === groupId(next.group));
    choose(next.id, false, folded ? { open: [...query.open, next.group] } : {});
  };
  const shared = { query, services, matches, change };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever the focus is
    <div onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && selected && close()}>
      <PastProvider value={past}>
        <TimeTravel query={query} where="bar" />
        <GraphToolbar {...shared} onNextMatch={showNextMatch} />
        <GraphControlsProvider value={controls}>
          <div className="relative">
            {query.view === "table" ? (
              <GraphTables {...shared} graph={graph} />
            ) : (
              <GraphStage graph={graph} matches={matches} search={search} change={change} />
            )}
            <GraphPanel
              selected={selected}
              services={services}
              takeFocus={byKeyboard}
              nowHref={graphHref(query, { at: undefined })}
              onClose={close}
              onBreak={setToBreak}
              onSelect={(id) => choose(id, true)}
            />
          </div>
        </GraphControlsProvider>
      </PastProvider>
      {menu ? (
        <PlaceMenu
          menu={menu}
          past={past}
          onBreak={setToBreak}
          onFocus={(id) => change({ focus: id })}
          onClose={() => setMenu(undefined)}
        />
      ) : null}
      {toBreak ? (
        <BreakPlace place={toBreak} services={services} onClose={() => setToBreak(undefined)} />
      ) : null}
    </div>
  );
}
