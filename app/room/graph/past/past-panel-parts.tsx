"use client";

import { useMemo } from "react";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { bucketsOf, stepSeconds } from "#components/room/call-buckets.ts";
import { faultSentence } from "#components/room/fault-words.ts";
import { HistoryChart } from "#components/room/history-chart.tsx";
import { type Measured, writeMetric } from "#components/room/mesh-words.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import { PastCalls, type PastGraph, pastHistoryMs } from "#lib/contract/past-graph.ts";
import { PanelSection } from "../side-panel.tsx";
import { momentText } from "./past-moment.tsx";

type HistoryProps = { past: PastGraph; to: string; from?: string; reading: Measured | undefined };

/** The quarter of an hour up to that time. */
export function PastHistory({ past, to, from, reading }: HistoryProps) {
  const asked = new URLSearchParams({ at: past.at, to, ...(from ? { from } : {}) });
  const { data, failure, again } = useAsked(`/api/graph/calls?${asked}`, PastCalls);
  const atMs = Date.parse(past.at);
  const history = data?.history;
  const buckets = useMemo(() => history && bucketsOf(history, atMs), [history, atMs]);
  if (!buckets && failure)
    return (
      <p
        role="alert"
        className="flex items-center justify-between gap-3 border-t border-line px-4 py-3 text-sm"
      >
        <span>The 15 minutes before are missing: {failure.detail}</span>
        <Button size="sm" onClick={again}>
          Try again
        </Button>
      </p>
    );
  if (!buckets)
    return (
      <div aria-busy="true" className="border-t border-line px-4 py-3">
        <span className="sr-only">Loading the 15 minutes before</span>
        <Skeleton className="h-24 w-full" />
      </div>
    );
  const now = new Date();
  const end = {
    from: momentText(new Date(atMs - pastHistoryMs).toISOString(), now),
    to: momentText(new Date(Math.floor(atMs / 1_000 / stepSeconds) * stepSeconds * 1_000).toISOString(), now),
    words: momentText(past.at, now),
  };
  return (
    <div className="grid gap-px border-t border-line bg-line">
      {(["traffic", "errors", "latency"] as const).map((series) => (
        <HistoryChart
          key={series}
          series={series}
          buckets={buckets}
          now={reading && writeMetric(series, reading)}
          lastKnown={false}
          end={end}
        />
      ))}
    </div>
  );
}

/** Faults are remembered for so long. */
const rememberedMs = 3_600_000;

/** What was broken on purpose at that place within the minute. */
export function PastFaults({ past, place }: { past: PastGraph; place: string }) {
  const faults = useFaultsAt(place);
  if (faults.length === 0) {
    if (Date.now() - Date.parse(past.to) < rememberedMs) return null;
    return (
      <PanelSection title="Armed then">
        <p className="text-sm text-muted">Not known: which faults were armed is remembered for an hour.</p>
      </PanelSection>
    );
  }
  return (
    <PanelSection title="Armed then">
      <ul className="grid gap-2 text-sm">
        {faults.map((fault) => (
          <li key={fault.id} className="grid gap-0.5">
            <span className="flex items-center gap-2 font-medium text-violet">
              <FaultLine className="h-3.5 w-7" />
              {faultSentence(fault)}
            </span>
            <span className="figures text-muted">
              <Time iso={fault.startsAt} />
              {fault.endsAt ? (
                <>
                  {" to "}
                  <Time iso={fault.endsAt} />
                </>
              ) : (
                ", without an end"
              )}
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

/** Why there is no way to break what is shown. */
export function OnlyNowBreaks({ href }: { href: string }) {
  return (
    <p className="border-t border-line px-4 py-3 text-sm text-muted">
      The past cannot be broken.{" "}
      <SiteLink href={href} className="text-cobalt underline underline-offset-4">
        See it as it is now
      </SiteLink>{" "}
      to break it.
    </p>
  );
}
