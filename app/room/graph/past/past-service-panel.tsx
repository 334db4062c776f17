"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { NumberGrid } from "#components/room/number-grid.tsx";
import { writeDuration } from "#components/room/readings.ts";
import { RecentTraces } from "#components/room/recent-traces.tsx";
import { StatusChip } from "#components/room/status-chip.tsx";
import { say } from "#components/room/use-reading.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { logsOfService, metricsOfService, tracesOfService } from "#lib/contract/evidence-links.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { ServiceNeighbours } from "../service-neighbours.tsx";
import { PanelSection, SidePanel } from "../side-panel.tsx";
import { OnlyNowBreaks, PastFaults, PastHistory } from "./past-panel-parts.tsx";

type Props = {
  past: PastGraph;
  service: TopologyService;
  callers: readonly string[];
  nowHref: string;
  takeFocus: boolean;
  onClose: () => void;
  onSelect: (id: string) => void;
};

/** What is recorded of a service in the minute that is shown. */
export function PastServicePanel({ past, service, callers, nowHref, takeFocus, onClose, onSelect }: Props) {
  const { id, name, dependencies } = service;
  const reading = useFeedEntry("services", id);
  const then = past.services.find((one) => one.id === id);
  const time = { from: past.from, to: past.to };
  const asked = then !== undefined && then.requests > 0;
  const numbers = [
    { name: "Requests in the minute", value: (then?.requests ?? 0).toLocaleString("en-GB") },
    { name: "A second", value: reading ? say(writeRate(reading.callsPerSecond)) : "–" },
    { name: "Failed", value: asked ? then.errors.toLocaleString("en-GB") : "–" },
    { name: "Errors", value: reading && asked ? say(writeMetric("errors", reading)) : "–" },
    { name: "Latency, mean", value: asked ? say(writeDuration(then.latencyMs)) : "–" },
    { name: "Latency, p95", value: asked ? say(writeDuration(then.p95Ms)) : "–" },
  ];
  return (
    <SidePanel title={name} subtitle={id} takeFocus={takeFocus} onClose={onClose}>
      <p className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-3 text-sm text-muted">
        {reading ? (
          <>
            <StatusChip status={reading.status} />
            <span>at its worst in that minute</span>
          </>
        ) : (
          "Nothing is recorded of it in that minute."
        )}
      </p>
      <NumberGrid className="grid-cols-2" numbers={numbers} />
      <PastHistory past={past} to={id} reading={reading} />
      <PastFaults past={past} place={id} />
      <ServiceNeighbours id={id} callers={callers} dependencies={dependencies} onSelect={onSelect} />
      <PanelSection
        title={`Traces of that minute in which ${callers.length > 0 ? "calls to it" : "it"} failed`}
      >
        <RecentTraces service={id} during={time} asCalled={callers.length > 0} />
      </PanelSection>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <LinkButton size="sm" href={tracesOfService(id, time)}>
          Traces
        </LinkButton>
        <LinkButton size="sm" href={logsOfService(id, time)}>
          Logs
        </LinkButton>
        <LinkButton size="sm" href={metricsOfService(id, time)}>
          Metrics
        </LinkButton>
      </div>
      <OnlyNowBreaks href={nowHref} />
    </SidePanel>
  );
}
