"use client";

import { useLastKnown } from "#components/live/live-feed.tsx";
import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { HistoryChart } from "#components/room/history-chart.tsx";
import { writeMetric } from "#components/room/mesh-words.ts";
import { RecentTraces } from "#components/room/recent-traces.tsx";
import { ServiceNumbers } from "#components/room/service-numbers.tsx";
import { Since } from "#components/room/since.tsx";
import { StatusChip } from "#components/room/status-chip.tsx";
import { useServiceDetail } from "#components/room/use-service-detail.ts";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { logsOfService, metricsOfService, tracesOfService } from "#lib/contract/evidence-links.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { ServiceNeighbours } from "./service-neighbours.tsx";
import { PanelSection, SidePanel } from "./side-panel.tsx";

type Props = {
  service: TopologyService;
  callers: readonly string[];
  takeFocus: boolean;
  onClose: () => void;
  onBreak: () => void;
  onSelect: (id: string) => void;
};

export function ServicePanel({ service, callers, takeFocus, onClose, onBreak, onSelect }: Props) {
  const { id, name, dependencies } = service;
  const { reading, buckets, failure, again } = useServiceDetail(id);
  const faults = useFaultsAt(id);
  const lastKnown = useLastKnown();
  return (
    <SidePanel title={name} subtitle={id} takeFocus={takeFocus} onClose={onClose} onBreak={onBreak}>
      {reading ? (
        <>
          <p className="flex flex-wrap items-center gap-2 px-4 py-3 text-sm text-muted">
            <StatusChip status={reading.status} />
            <span>
              for <Since iso={reading.since} className="figures" />
            </span>
          </p>
          <ServiceNumbers reading={reading} className="grid-cols-2 border-t border-line" />
        </>
      ) : null}
      <div className="grid gap-px border-t border-line bg-line">
        {buckets ? (
          (["traffic", "errors", "latency"] as const).map((series) => (
            <HistoryChart
              key={series}
              series={series}
              buckets={buckets}
              now={reading && writeMetric(series, reading)}
              lastKnown={lastKnown}
            />
          ))
        ) : failure ? (
          <p role="alert" className="flex items-center justify-between gap-3 bg-panel px-4 py-3 text-sm">
            <span>The last 15 minutes are missing: {failure.detail}</span>
            <Button size="sm" onClick={again}>
              Try again
            </Button>
          </p>
        ) : (
          <div aria-busy="true" className="bg-panel px-4 py-3">
            <span className="sr-only">Loading the last 15 minutes</span>
            <Skeleton className="h-24 w-full" />
          </div>
        )}
      </div>
      {faults.length > 0 ? (
        <PanelSection title="Armed here">
          <ArmedFaultList faults={faults} />
        </PanelSection>
      ) : null}
      <ServiceNeighbours id={id} callers={callers} dependencies={dependencies} onSelect={onSelect} />
      <PanelSection title="Newest failing traces">
        <RecentTraces service={id} />
      </PanelSection>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <LinkButton size="sm" href={`/room/services/${id}`}>
          Open service
        </LinkButton>
        <LinkButton size="sm" href={tracesOfService(id)}>
          Traces
        </LinkButton>
        <LinkButton size="sm" href={logsOfService(id)}>
          Logs
        </LinkButton>
        <LinkButton size="sm" href={metricsOfService(id)}>
          Metrics
        </LinkButton>
      </div>
    </SidePanel>
  );
}
