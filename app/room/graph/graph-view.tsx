"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import { BreakLauncher } from "#components/room/break-launcher.tsx";
import { Menu, type MenuPlace } from "#components/ui/menu.tsx";
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
import { placeActions } from "./place-actions.ts";
import { useGraphQuery } from "./use-graph-query.ts";

type Props = {
  services: readonly TopologyService[];
  /** The minute that is shown; undefined for now. */
  past: PastGraph | undefined;
};

/** The graph or its table, the panel of what is chosen, the menu and the form of what is to be broken. */
export function GraphView({ services: told, past }: Props) {
  const services = useUnlessChanged(told);
  const [query, change] = useGraphQuery();
  const router = useRouter();
  const [menu, setMenu] = useState<{ id: string; place: MenuPlace }>();
  const [toBreak, setToBreak] = useState<string>();
  const [byKeyboard, setByKeyboard] = useState(false);
  const opener = useRef<string>(undefined);

  const { focus, depth, search, metric, selected } = query;
  const open = query.open.join();
  const graph = useMemo(
    () => shownGraph(services, { focus, depth, open: open.split(",").filter(Boolean) }),
    [services, focus, depth, open],
  );
  const matches = useMemo(() => matchesOf(services, search), [services, search]);

  const select = useCallback(
    (id: string | undefined, keyboard = false) => {
      setByKeyboard(keyboard);
      if (id !== undefined) opener.current = id;
      change({ selected: id });
    },
    [change],
  );
  const showNextMatch = () => {
    const found = services.filter(({ id }) => matches?.has(id));
    const next = found[found.findIndex(({ id }) => id === selected) + 1] ?? found[0];
    if (!next) return;
    setByKeyboard(false);
    opener.current = next.id;
    const folded = graph.nodes.some(({ id }) => id === groupId(next.group));
    change({ selected: next.id, ...(folded ? { open: [...query.open, next.group] } : {}) });
  };
  const close = useCallback(() => {
    change({ selected: undefined });
    if (opener.current) focusPlace(opener.current);
  }, [change]);
  const controls = useMemo(
    () => ({
      metric,
      selected,
      select,
      openMenu: (id: string, place: MenuPlace) => setMenu({ id, place }),
      unfold: (group: string) => change({ open: [...open.split(",").filter(Boolean), group] }),
    }),
    [metric, selected, select, change, open],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the panel from wherever the focus is
    <div onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && selected && close()}>
      <PastProvider value={past}>
        <TimeTravel query={query} where="bar" />
        <GraphToolbar
          query={query}
          services={services}
          matches={matches}
          change={change}
          onNextMatch={showNextMatch}
        />
        <GraphControlsProvider value={controls}>
          <div className="relative">
            {query.view === "table" ? (
              <GraphTables
                query={query}
                services={services}
                graph={graph}
                matches={matches}
                change={change}
              />
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
              onSelect={(id) => select(id, true)}
            />
          </div>
        </GraphControlsProvider>
      </PastProvider>
      {menu ? (
        <Menu
          label={placeActions.title(menu.id, past)}
          place={menu.place}
          items={placeActions.items(menu.id, past, {
            startBreaking: setToBreak,
            focusOn: (id) => change({ focus: id }),
          })}
          go={router.push}
          onClose={() => setMenu(undefined)}
        />
      ) : null}
      {toBreak ? (
        <BreakLauncher
          place={toBreak}
          services={services}
          onClose={() => {
            setToBreak(undefined);
            // Only after the dialog has let go of the focus.
            setTimeout(() => focusPlace(toBreak));
          }}
        />
      ) : null}
    </div>
  );
}

/** With another minute the server tells of the same mesh again: then nothing is laid out anew, and the view stays. */
function useUnlessChanged(told: readonly TopologyService[]): readonly TopologyService[] {
  const [known, setKnown] = useState(told);
  if (told === known || JSON.stringify(told) === JSON.stringify(known)) return known;
  setKnown(told);
  return told;
}

function focusPlace(id: string) {
  document.querySelector<HTMLElement>(`[data-place-id="${CSS.escape(id)}"]`)?.focus();
}
