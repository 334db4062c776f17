"use client";

import { useMemo, useState } from "react";
import { type AddressChange, useAddress } from "#components/history/use-address.ts";
import { useConnection, useFeedEntries } from "#components/live/live-feed.tsx";
import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { armedIn } from "#components/room/armed-faults.ts";
import { BreakLauncher } from "#components/room/break-launcher.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { JobsPanel } from "#components/vendors/jobs-panel.tsx";
import { useJobs } from "#components/vendors/use-jobs.ts";
import {
  countVendors,
  isNarrowed,
  readVendorView,
  shownVendors,
  type VendorCounts,
} from "#components/vendors/vendor-view.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import { vendorPrefix, vendorsTarget } from "#lib/contract/fault.ts";
import type { Job, JobRun } from "#lib/contract/job-answers.ts";
import type { Freshness, VendorList, VendorSummary } from "#lib/contract/vendor-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { SeverityBar } from "./severity-bar.tsx";
import { VendorFilters } from "./vendor-filters.tsx";
import { VendorTable } from "./vendor-table.tsx";

/** What the server has worked out for the address; the page asks for all vendors and goes on by itself. */
export type FirstVendors = {
  vendors: readonly VendorSummary[];
  shown: number;
  total: number;
  counts: VendorCounts;
  freshness: readonly Freshness[];
  jobs: readonly Job[];
  runs: Readonly<Partial<Record<VendorQuestion, readonly JobRun[]>>>;
};

const shape = async () => (await import("#lib/contract/vendor-answers.ts")).VendorList;
/** Ages grow also while no job runs. */
const everyMs = 60_000;

export function VendorsView({ first }: { first: FirstVendors }) {
  const [params, change] = useAddress();
  const view = useMemo(() => readVendorView(params), [params]);
  const control = useJobs(first.jobs);
  const paused = useConnection() === "paused";
  const asked = useAsked<VendorList>("/api/vendors", shape, paused ? {} : { everyMs, stamp: control.stamp });
  const { data } = asked;
  const faults = useVendorFaults();
  const found = useMemo(() => {
    if (!data) return first;
    const vendors = shownVendors(data.vendors, view);
    const counts = countVendors(data.vendors, view);
    return { vendors, shown: vendors.length, total: data.vendors.length, counts };
  }, [data, view, first]);
  // Until all vendors are here, the server answers another question.
  const turn = (next: AddressChange, as: "push" | "replace") => change(next, { as, ask: data === undefined });
  return (
    <>
      <Header canBreak={first.freshness.some(({ source }) => source === "simulated")} />
      {faults.length > 0 ? (
        <Panel className="mb-6 border-violet px-4 py-3">
          <ArmedFaultList faults={faults} />
        </Panel>
      ) : null}
      <JobsPanel control={control} freshness={data?.freshness ?? first.freshness} runs={first.runs} />
      {asked.failure ? <Missing failure={asked.failure} again={asked.again} /> : null}
      {found.total === 0 ? (
        <NoVendors hasJobs={control.jobs.length > 0} />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <VendorFilters view={view} counts={found.counts} change={turn} />
          <SeverityBar
            chosen={view.severities}
            counts={found.counts.severities}
            params={params}
            onChoose={(severity) => turn({ severity }, "push")}
          />
          <Found {...{ found, narrowed: isNarrowed(view) }} />
          {found.shown > 0 ? (
            <VendorTable
              vendors={found.vendors}
              view={view}
              params={params}
              broken={new Set(faults.map(({ target }) => target.slice(vendorPrefix.length)))}
              onSort={(sort) => turn({ sort: sort === "worst" ? undefined : sort }, "push")}
            />
          ) : null}
        </div>
      )}
    </>
  );
}

/** What comes from elsewhere cannot be broken here. */
function Header({ canBreak }: { canBreak: boolean }) {
  const [breaking, setBreaking] = useState(false);
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <h1 className="display text-2xl">Vendors</h1>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`${vendorsPath}/thresholds`}>Thresholds</LinkButton>
        {canBreak ? (
          <Button look="solid" className="noscript:hidden" onClick={() => setBreaking(true)}>
            Break vendors…
          </Button>
        ) : null}
      </div>
      {breaking ? (
        <BreakLauncher place={vendorsTarget} services={[]} onClose={() => setBreaking(false)} />
      ) : null}
    </div>
  );
}

function useVendorFaults() {
  const entries = useFeedEntries("faults");
  return useMemo(
    () =>
      armedIn(entries).filter(({ target }) => target === vendorsTarget || target.startsWith(vendorPrefix)),
    [entries],
  );
}

type FoundProps = { found: Pick<FirstVendors, "vendors" | "shown" | "total">; narrowed: boolean };

function Found({ found: { vendors, shown, total }, narrowed }: FoundProps) {
  if (shown === 0) {
    return (
      <EmptyState title="No match" action={<LinkButton href={vendorsPath}>Show all vendors</LinkButton>}>
        <p>None of the {total} vendors fits these filters.</p>
      </EmptyState>
    );
  }
  return (
    <p role="status" className="-mb-1 flex flex-wrap items-baseline gap-x-4 text-sm text-muted">
      <span>
        {narrowed ? `${shown} of ${total} vendors` : `${total} vendors`}
        {vendors.length < shown ? `, the first ${vendors.length} of them` : ""}
      </span>
      {narrowed ? (
        <LinkButton href={vendorsPath} size="sm">
          Clear filters
        </LinkButton>
      ) : null}
    </p>
  );
}

function NoVendors({ hasJobs }: { hasJobs: boolean }) {
  if (hasJobs) {
    return (
      <EmptyState title="No vendor is known yet">
        <p>The jobs above ask the source; the first answer is there a few seconds after the start.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody is asked about vendors">
      <p>
        Start the server with <code>SIMULATED_VENDORS=300</code> for a simulated city of them, or with{" "}
        <code>METABASE_URL</code>, <code>METABASE_USERNAME</code> and <code>METABASE_PASSWORD</code> for your
        own.
      </p>
    </EmptyState>
  );
}

type MissingProps = { failure: { detail: string; requestId: string | undefined }; again: () => void };

/** What is shown stays, and says that it is not the newest. */
function Missing({ failure: { detail, requestId }, again }: MissingProps) {
  return (
    <Panel role="alert" className="mb-4 flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
      <span>
        The newest state is missing; what is shown is from before. {detail}
        {requestId ? <code className="ml-2 text-xs text-muted">{requestId}</code> : null}
      </span>
      <Button size="sm" onClick={again}>
        Try again
      </Button>
    </Panel>
  );
}
