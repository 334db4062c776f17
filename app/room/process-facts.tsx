"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { ObservedChip } from "#components/room/observed-chip.tsx";
import { ProcessStatus } from "#components/room/process-status.tsx";
import { Time } from "#components/ui/time.tsx";
import { Fact } from "./fact.tsx";

const storeNames = { pglite: "PGlite, embedded", postgres: "PostgreSQL" };

/** What is true or false of the process rather than drawn over time. */
export function ProcessFacts() {
  const status = useFeedEntry("process", "status");
  const store = useFeedEntry("process", "store");
  const sockets = useFeedEntry("process", "sockets");
  const telemetry = useFeedEntry("process", "telemetry");
  return (
    <dl className="mb-8 grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3 xl:grid-cols-6">
      <Fact name="Process">
        <ProcessStatus />
      </Fact>
      <Fact name="Store">
        {store ? (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ObservedChip look="outline" severity={store.reachable ? "green" : "red-high"}>
              {store.reachable ? "Reachable" : "Unreachable"}
            </ObservedChip>
            <span className="text-sm text-muted">{storeNames[store.kind]}</span>
          </span>
        ) : null}
      </Fact>
      <Fact name="Telemetry lost">
        {telemetry ? (
          <ObservedChip look="outline" severity={telemetry.dropped === 0 ? "green" : "yellow"}>
            {telemetry.dropped === 0 ? "Nothing" : `${telemetry.dropped.toLocaleString("en-GB")} signals`}
          </ObservedChip>
        ) : null}
      </Fact>
      <Fact name="Browsers watching">
        <span className="figures">{sockets?.connected}</span>
      </Fact>
      <Fact name="Started">
        {status ? <Time iso={status.startedAt} className="figures text-sm" /> : null}
      </Fact>
      <Fact name="Version">
        <span className="figures">{status?.version}</span>
      </Fact>
    </dl>
  );
}
