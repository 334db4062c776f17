"use client";

import { useLastKnown } from "#components/live/live-feed.tsx";
import {
  burnWords,
  countWords,
  type ErrorBudget,
  errorBudgetOf,
  isJudged,
  objective,
} from "#components/room/error-budget.ts";
import { ObservedChip } from "#components/room/observed-chip.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { useNow } from "#components/room/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Panel } from "#components/ui/panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ServiceDetail } from "#lib/contract/mesh.ts";
import type { Severity } from "#lib/contract/severity.ts";

/** Often enough to keep up with the numbers beside it, seldom enough to leave little telemetry of its own. */
const refresh = { everyMs: 5_000 };

/** What may fail at the entry to the mesh, over its fifteen minutes. */
export function ErrorBudgetPanel({ entry }: { entry: string }) {
  const path = `/api/services/${encodeURIComponent(entry)}`;
  const { data, failure, again } = useAsked(path, ServiceDetail, refresh);
  const now = useNow();
  const budget = data && now !== undefined ? errorBudgetOf(data.history, now) : undefined;
  return (
    <section className="flex flex-col">
      <h2 className="display mb-3 text-lg">Error budget</h2>
      <Panel className="grow px-4 py-4 md:px-5">
        {budget ? (
          <Budget budget={budget} />
        ) : data ? (
          <p className="text-muted">No journeys through {entry} in the last 15 minutes.</p>
        ) : failure ? (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-muted">The last 15 minutes are missing: {failure.detail}</p>
            <Button size="sm" onClick={again}>
              Try again
            </Button>
          </div>
        ) : (
          <div aria-busy="true">
            <span className="sr-only">Loading the error budget</span>
            <Skeleton className="h-24 w-full" />
          </div>
        )}
        <p className="mt-3 text-sm text-muted">
          Objective: {objective * 100} % of journeys through {entry} succeed, over 15 minutes.
        </p>
      </Panel>
    </section>
  );
}

function Budget({ budget }: { budget: ErrorBudget }) {
  return (
    <>
      {isJudged(budget) ? <Left budget={budget} /> : null}
      <p className="text-sm text-muted">{countWords(budget)}</p>
    </>
  );
}

function Left({ budget }: { budget: ErrorBudget }) {
  const lastKnown = useLastKnown();
  const shown = Math.min(1, Math.max(0, budget.left));
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className={classNames("figures text-2xl font-semibold", lastKnown && "text-muted")}>
          {Math.floor(shown * 100)} %
          <span className="ml-2 font-sans text-sm font-normal tracking-normal text-muted">left</span>
        </p>
        <ObservedChip severity={severityOf(budget)}>{wordOf(budget)}</ObservedChip>
      </div>
      <div aria-hidden="true" className="mt-3 h-2 overflow-hidden rounded-sm bg-chosen">
        <div
          className={classNames("h-full", lastKnown ? "bg-edge" : "bg-ink")}
          style={{ width: `${shown * 100}%` }}
        />
      </div>
      <p className="mt-3 text-sm">{burnWords(budget)}</p>
    </>
  );
}

function severityOf({ left, burnRate = 0 }: ErrorBudget): Severity {
  if (left <= 0) return burnRate > 1 ? "red-high" : "red";
  return burnRate > 1 ? "yellow" : "green";
}

function wordOf({ left, burnRate = 0 }: ErrorBudget): string {
  if (left <= 0) return burnRate > 1 ? "Overspent, still burning" : "Overspent";
  return burnRate > 1 ? "Burning" : "Within budget";
}
