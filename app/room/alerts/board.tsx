"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import { alertFacets } from "#components/alerts/alert-facets.ts";
import { tallyOf } from "#components/alerts/alert-tally.ts";
import { boardRows } from "#components/alerts/board-rows.ts";
import { askedTerms, type BoardView, found, readBoardView, shownOf } from "#components/alerts/board-view.ts";
import { useAlerts, useAlertsArrived } from "#components/alerts/use-alerts.ts";
import { type FieldValue, toggled } from "#components/filter/toggle-value.ts";
import { useAddress } from "#components/history/use-address.ts";
import type { Alert } from "#lib/contract/alert-answers.ts";
import { alertFields } from "#lib/contract/alert-words.ts";
import type { Term } from "#lib/contract/filter/term.ts";
import { BoardFacets } from "./board-facets.tsx";
import { BoardFilter } from "./board-filter.tsx";
import { BoardHeading } from "./board-heading.tsx";
import { BoardRows } from "./board-rows-view.tsx";
import { BoardToolbar } from "./board-toolbar.tsx";
import { useBoardActs } from "./use-board-acts.ts";

const SilenceDialog = dynamic(() => import("#components/alerts/silence-dialog.tsx"), { ssr: false });
const NoteDialog = dynamic(() => import("./note-dialog.tsx"), { ssr: false });
const AlertMenu = dynamic(() => import("./alert-menu.tsx"), { ssr: false });

const noTerms: readonly Term[] = [];

/** The address is its state; what it shows is the feed's, so that every browser shows the same. */
export function Board({ total }: { total: number }) {
  const [params, change] = useAddress();
  const view = readBoardView((name) => params.get(name) ?? undefined);
  const board = useBoard(view);
  const acts = useBoardActs(params.get("alert") ?? undefined, change);
  const ask = (q: string) => change({ q: q === "" ? undefined : q }, { ask: false });
  const onFilter = (wanted: FieldValue) => ask(toggled(view.q, wanted, alertFields));
  const look = (next: Partial<BoardView>) => change(next, { as: "replace", ask: false });
  const arrived = useAlertsArrived();
  return (
    <>
      <BoardHeading tally={board.tally} />
      <BoardFilter view={view} facets={board.facets} onAsk={ask} />
      <div className="grid gap-x-6 gap-y-4 lg:grid-cols-[13.5rem_minmax(0,1fr)]">
        <BoardFacets facets={board.facets} text={view.q} onFilter={onFilter} />
        <div className="min-w-0 lg:col-start-2">
          <div className="sticky top-0 z-10 bg-ground py-2 md:top-[6.4rem]">
            <BoardToolbar view={view} counts={board.counts} onChange={look} />
          </div>
          <BoardRows
            rows={boardRows(board.found, view, acts.folding)}
            coming={arrived ? 0 : Math.max(0, total - board.found.length)}
            view={view}
            mistaken={board.mistaken}
            acts={acts}
          />
        </div>
      </div>
      {acts.silencing === undefined ? null : (
        <SilenceDialog matcher={acts.silencing} onClose={() => acts.onSilence(undefined)} />
      )}
      {acts.noting ? <NoteDialog alerts={acts.noting} onClose={() => acts.onNote(undefined)} /> : null}
      {acts.menu ? <AlertMenu {...acts.menu} acts={acts} /> : null}
    </>
  );
}

type Shown = { alerts: readonly Alert[]; terms: readonly Term[] };

function useBoard(view: BoardView) {
  const all = useAlerts();
  const { q, state } = view;
  const asked = useMemo(() => askedTerms(q), [q]);
  const mistaken = "problem" in asked;
  const terms = mistaken ? noTerms : asked.terms;
  const open = useMemo(() => shownOf(all, { state: "open" }), [all]);
  const counts = { open: open.length, resolved: all.length - open.length };
  const shown: Shown = useMemo(() => ({ alerts: shownOf(all, { state }), terms }), [all, state, terms]);
  const facets = useMemo(() => alertFacets(shown.alerts, shown.terms), [shown]);
  const wanted = useMemo(() => (mistaken ? [] : found(shown.alerts, shown.terms)), [shown, mistaken]);
  return { tally: useMemo(() => tallyOf(open), [open]), counts, facets, found: wanted, mistaken };
}
