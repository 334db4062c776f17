"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { placeWords } from "#components/room/fault-words.ts";
import { writeMetric } from "#components/room/mesh-words.ts";
import { NumberGrid } from "#components/room/number-grid.tsx";
import { writeDuration } from "#components/room/readings.ts";
import { RecentTraces } from "#components/room/recent-traces.tsx";
import { say } from "#components/room/use-reading.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { logsOfService, metricsOfCalls, tracesOfService } from "#lib/contract/evidence-links.ts";
import type { BreakerState } from "#lib/contract/mesh.ts";
import type { PastGraph } from "#lib/contract/past-graph.ts";
import { EdgeEnds } from "../edge-ends.tsx";
import { PanelSection, SidePanel } from "../side-panel.tsx";
import { OnlyNowBreaks, PastFaults, PastHistory } from "./past-panel-parts.tsx";

type Props = {
  past: PastGraph;
  edge: { id: string; from: string; to: string };
  nowHref: string;
  takeFocus: boolean;
  onClose: () => void;
  onSelect: (id: string) => void;
};

const breakerSaid: Record<BreakerState, string> = {
  closed: "Calls went through.",
  "half-open": "A few calls were let through to see whether it worked again.",
  open: "It opened or was open: calls failed at once, without being sent.",
};

/** What is recorded of the calls of one service to another in the minute that is shown. */
export function PastEdgePanel({ past, edge, nowHref, takeFocus, onClose, onSelect }: Props) {
  const { id, from, to } = edge;
  const reading = useFeedEntry("edges", id);
  const then = past.edges.find((one) => one.from === from && one.to === to);
  const time = { from: past.from, to: past.to };
  const asked = then !== undefined && then.requests > 0;
  const numbers = [
    { name: "Calls in the minute", value: (then?.requests ?? 0).toLocaleString("en-GB") },
    { name: "Failed", value: asked ? then.errors.toLocaleString("en-GB") : "–" },
    { name: "Errors", value: reading && asked ? say(writeMetric("errors", reading)) : "–" },
    { name: "Refused by the breaker", value: (then?.refused ?? 0).toLocaleString("en-GB") },
    { name: "Latency, mean", value: asked ? say(writeDuration(then.latencyMs)) : "–" },
    { name: "Latency, p95", value: asked ? say(writeDuration(then.p95Ms)) : "–" },
  ];
  const breaker = then?.breaker ?? null;
  return (
    <SidePanel title={placeWords(id)} subtitle="calls" takeFocus={takeFocus} onClose={onClose}>
      {reading ? null : (
        <p className="border-b border-line px-4 py-3 text-sm text-muted">
          Nothing is recorded of these calls in that minute.
        </p>
      )}
      <NumberGrid className="grid-cols-2" numbers={numbers} />
      <PastHistory past={past} from={from} to={to} reading={reading} />
      <PanelSection title="Breaker">
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
          {breaker ? <BreakerMark state={breaker} /> : null}
          {breaker ? breakerSaid[breaker] : "Not recorded: it is known from the first call on."}
        </p>
      </PanelSection>
      <PastFaults past={past} place={id} />
      <EdgeEnds ends={[from, to]} onSelect={onSelect} />
      <PanelSection title={`Failing traces of the caller, ${from}, of that minute`}>
        <RecentTraces service={from} during={time} />
      </PanelSection>
      <div className="flex flex-wrap gap-2 border-t border-line px-4 py-3">
        <LinkButton size="sm" href={tracesOfService(from, time)}>
          Traces of the caller
        </LinkButton>
        <LinkButton size="sm" href={logsOfService(from, time)}>
          Its logs
        </LinkButton>
        <LinkButton size="sm" href={metricsOfCalls(from, to, time)}>
          Metrics of these calls
        </LinkButton>
      </div>
      <OnlyNowBreaks href={nowHref} />
    </SidePanel>
  );
}
