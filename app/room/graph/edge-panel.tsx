"use client";

import { useFeedEntry, useLastKnown } from "#components/live/live-feed.tsx";
import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useFaultsAt } from "#components/room/armed-faults.ts";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { placeWords } from "#components/room/fault-words.ts";
import { writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { NumberGrid } from "#components/room/number-grid.tsx";
import { writeDuration } from "#components/room/readings.ts";
import { RecentTraces } from "#components/room/recent-traces.tsx";
import { say } from "#components/room/use-reading.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { logsOfService, metricsOfCalls, tracesOfService } from "#lib/contract/evidence-links.ts";
import type { EdgeReading } from "#lib/contract/mesh.ts";
import { EdgeEnds } from "./edge-ends.tsx";
import { EdgeHistory } from "./edge-history.tsx";
import { PanelSection, SidePanel } from "./side-panel.tsx";

type Props = {
  edge: { id: string; from: string; to: string };
  takeFocus: boolean;
  onClose: () => void;
  onBreak: () => void;
  onSelect: (id: string) => void;
};

const breakerSays = {
  closed: "Calls go through.",
  "half-open": "A few calls are let through to see whether it works again.",
  open: "Calls fail at once, without being sent, until it has rested.",
};

export function EdgePanel({ edge: { id, from, to }, takeFocus, onClose, onBreak, onSelect }: Props) {
  const reading = useFeedEntry("edges", id);
  const faults = useFaultsAt(id);
  return (
    <SidePanel
      title={placeWords(id)}
      subtitle="calls"
      takeFocus={takeFocus}
      onClose={onClose}
      onBreak={onBreak}
    >
      {reading ? (
        <>
          <EdgeNumbers reading={reading} />
          <EdgeHistory from={from} to={to} reading={reading} />
          <PanelSection title="Breaker">
            <p className="flex flex-wrap items-center gap-x-3 text-sm">
              <BreakerMark state={reading.breaker} />
              <span className="text-muted">{breakerSays[reading.breaker]}</span>
            </p>
          </PanelSection>
        </>
      ) : (
        <p className="px-4 py-3 text-sm text-muted">Nothing is known of these calls yet.</p>
      )}
      {faults.length > 0 ? (
        <PanelSection title="Armed here">
          <ArmedFaultList faults={faults} />
        </PanelSection>
      ) : null}
      <EdgeEnds ends={[from, to]} onSelect={onSelect} />
      <PanelSection title={`Newest failing traces of the caller, ${from}`}>
        <RecentTraces service={from} />
      </PanelSection>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <LinkButton size="sm" href={tracesOfService(from)}>
          Traces of the caller
        </LinkButton>
        <LinkButton size="sm" href={logsOfService(from)}>
          Its logs
        </LinkButton>
        <LinkButton size="sm" href={metricsOfCalls(from, to)}>
          Metrics of these calls
        </LinkButton>
      </div>
    </SidePanel>
  );
}

function EdgeNumbers({ reading }: { reading: EdgeReading }) {
  const lastKnown = useLastKnown();
  const numbers = [
    { name: "Calls", value: say(writeRate(reading.callsPerSecond)) },
    { name: "Errors", value: say(writeMetric("errors", reading)) },
    { name: "Latency, mean", value: say(writeMetric("latency", reading)) },
    { name: "Latency, p95", value: reading.callsPerSecond > 0 ? say(writeDuration(reading.p95Ms)) : "–" },
    { name: "Retries", value: say(writeRate(reading.retriesPerSecond)) },
    { name: "Since the start", value: reading.calls.toLocaleString("en-GB") },
  ];
  return <NumberGrid className="grid-cols-2" numbers={numbers} lastKnown={lastKnown} />;
}
