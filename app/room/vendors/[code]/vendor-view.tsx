"use client";

import { useState } from "react";
import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useArmedFaults } from "#components/room/armed-faults.ts";
import { BreakLauncher } from "#components/room/break-launcher.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SeverityChip } from "#components/ui/severity-chip.tsx";
import { useJobs } from "#components/vendors/use-jobs.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import type { Alert, AlertList } from "#lib/contract/alert-answers.ts";
import { FaultTarget, vendorPrefix, vendorsTarget } from "#lib/contract/fault.ts";
import type { Job } from "#lib/contract/job-answers.ts";
import type { Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorDetail, VendorHistory } from "#lib/contract/vendor-answers.ts";
import { DiscountTable } from "./discount-table.tsx";
import { EventList } from "./event-list.tsx";
import { HistoryPanel, type HistoryRange } from "./history-panel.tsx";
import { QuestionCards } from "./question-cards.tsx";
import { VendorAlerts } from "./vendor-alerts.tsx";

type Props = {
  detail: VendorDetail;
  history: VendorHistory;
  range: HistoryRange;
  thresholds: Thresholds;
  alerts: readonly Alert[] | undefined;
  jobs: readonly Job[];
};

const detailShape = async () => (await import("#lib/contract/vendor-answers.ts")).VendorDetail;
const alertsShape = async () => (await import("#lib/contract/alert-answers.ts")).AlertList;

export function VendorView({ detail: first, history, range, thresholds, alerts, jobs }: Props) {
  const { code } = first;
  const control = useJobs(jobs);
  const { stamp } = control;
  const newest = useAsked<VendorDetail>(`/api/vendors/${encodeURIComponent(code)}`, detailShape, { stamp });
  const opened = useAsked<AlertList>(`/api/alerts?${new URLSearchParams({ subject: code })}`, alertsShape, {
    stamp,
  });
  const detail = newest.data ?? first;
  const product = detail.discounts.find(({ item }) => item === history.item)?.product;
  return (
    <>
      <Header detail={detail} />
      <ArmedHere code={code} />
      {newest.failure ? (
        <Panel
          role="alert"
          className="mb-4 flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm"
        >
          <span>The newest state is missing; what is shown is from before. {newest.failure.detail}</span>
          <Button size="sm" onClick={newest.again}>
            Try again
          </Button>
        </Panel>
      ) : null}
      <QuestionCards detail={detail} jobs={control.jobs} />
      <HistoryPanel {...{ code, range, product, thresholds, stamp }} first={history} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <EventList events={detail.events} discounts={detail.discounts} />
        <div className="grid gap-6">
          <VendorAlerts code={code} alerts={opened.data?.alerts ?? alerts} />
          <DiscountTable code={code} rows={detail.discounts} />
        </div>
      </div>
    </>
  );
}

function Header({ detail: { code, name, city, worst, freshness } }: { detail: VendorDetail }) {
  const [breaking, setBreaking] = useState(false);
  const place = vendorPrefix + code;
  // What comes from elsewhere cannot be broken here, and some codes no fault can aim at.
  const canBreak =
    freshness.some(({ source }) => source === "simulated") && FaultTarget.safeParse(place).success;
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <h1 className="display text-2xl break-words">{name}</h1>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
          <SeverityChip severity={worst} />
          <span className="figures">{code}</span>
          <span>{city}</span>
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {canBreak ? (
          <Button look="solid" className="noscript:hidden" onClick={() => setBreaking(true)}>
            Break this…
          </Button>
        ) : null}
        <LinkButton href={vendorsPath}>All vendors</LinkButton>
      </div>
      {breaking ? <BreakLauncher place={place} services={[]} onClose={() => setBreaking(false)} /> : null}
    </div>
  );
}

/** A share of all vendors may or may not be this one; that it is armed is said here as well. */
function ArmedHere({ code }: { code: string }) {
  const faults = useArmedFaults().filter(
    ({ target }) => target === vendorPrefix + code || target === vendorsTarget,
  );
  if (faults.length === 0) return null;
  return (
    <Panel className="mb-6 border-violet px-4 py-3">
      <ArmedFaultList faults={faults} />
    </Panel>
  );
}
