"use client";

import { useState } from "react";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { BreakLauncher } from "#components/room/break-launcher.tsx";
import { ChangeList } from "#components/room/change-list.tsx";
import { HistoryChart } from "#components/room/history-chart.tsx";
import { writeMetric } from "#components/room/mesh-words.ts";
import { RecentTraces } from "#components/room/recent-traces.tsx";
import { ServiceNumbers } from "#components/room/service-numbers.tsx";
import { useServiceDetail } from "#components/room/use-service-detail.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ServiceDetail, TopologyService } from "#lib/contract/mesh.ts";
import { NeighbourTable } from "./neighbour-table.tsx";
import { ServiceHeader } from "./service-header.tsx";

type Props = { initial: ServiceDetail; services: readonly TopologyService[] };

export function ServiceView({ initial, services }: Props) {
  const { service } = initial;
  const view = useServiceDetail(service.id);
  const [breaking, setBreaking] = useState<string>();
  const faults = useFaultsAt(service.id);
  const reading = view.reading ?? initial.reading;
  const detail = view.data ?? initial;
  return (
    <>
      <ServiceHeader service={service} reading={reading} onBreak={() => setBreaking(service.id)} />
      {faults.length > 0 ? (
        <Panel className="mb-6 border-violet px-4 py-3">
          <ArmedFaultList faults={faults} />
        </Panel>
      ) : null}
      <ServiceNumbers
        reading={reading}
        className="mb-6 grid-cols-2 rounded-md border border-line md:grid-cols-3 xl:grid-cols-6"
      />
      <Charts view={view} />
      <div className="mb-8 grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
        <NeighbourTable
          title="Called by"
          none="No service calls it; its callers are outside."
          self={service.id}
          others={detail.callers.map((caller) => caller.service)}
          side="callers"
          services={services}
        />
        <NeighbourTable
          title="Calls"
          none="It calls no other service."
          self={service.id}
          others={service.dependencies}
          side="dependencies"
          services={services}
        />
      </div>
      <div className="grid grid-cols-1 items-start gap-6 md:grid-cols-2">
        <section>
          <h2 className="display mb-3 text-lg">What changed</h2>
          <ChangeList
            changes={detail.changes}
            own={service.id}
            none="Its status has not changed since the start."
          />
        </section>
        <section>
          <h2 className="display mb-3 text-lg">Newest failing traces</h2>
          <Panel className="px-4 py-2">
            <RecentTraces service={service.id} />
          </Panel>
        </section>
      </div>
      {breaking ? (
        <BreakLauncher place={breaking} services={services} onClose={() => setBreaking(undefined)} />
      ) : null}
    </>
  );
}

function Charts({
  view: { buckets, reading, failure, again },
}: {
  view: ReturnType<typeof useServiceDetail>;
}) {
  const lastKnown = useLastKnown();
  if (!buckets && failure) {
    return (
      <Panel role="alert" className="mb-8 flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <span>
          The last 15 minutes are missing: {failure.detail}
          {failure.requestId ? <code className="ml-2 text-sm text-muted">{failure.requestId}</code> : null}
        </span>
        <Button onClick={again}>Try again</Button>
      </Panel>
    );
  }
  return (
    <div
      aria-busy={!buckets}
      className="mb-8 grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3"
    >
      {(["traffic", "errors", "latency"] as const).map((series) =>
        buckets ? (
          <HistoryChart
            key={series}
            series={series}
            buckets={buckets}
            now={reading && writeMetric(series, reading)}
            lastKnown={lastKnown}
            tall
          />
        ) : (
          <div key={series} className="bg-panel p-5">
            <Skeleton className="h-44 w-full" />
          </div>
        ),
      )}
    </div>
  );
}
