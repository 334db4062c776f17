"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { metricCsv } from "./metric-csv.ts";
import { RawSeries } from "./raw-series.tsx";
import { StepTime, ZoneWord } from "./step-time.tsx";
import { type Measure, valueText } from "./value-text.ts";

type Props = { answer: MetricAnswer; names: readonly string[] };
type Shown = "table" | "traces" | "raw";

/** The same numbers in other forms, one at a time. */
export function ChartExtras({ answer, names }: Props) {
  const alive = useAlive();
  const [shown, setShown] = useState<Shown>();
  const { exemplars, metric, promql } = answer;
  const toggle = (which: Shown, label: string) => (
    <Button
      look="quiet"
      size="sm"
      className={shown === which ? "bg-chosen text-ink" : "text-cobalt"}
      disabled={!alive}
      aria-expanded={shown === which}
      onClick={() => setShown(shown === which ? undefined : which)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <div className="mt-2 -ml-2 flex flex-wrap items-center gap-1">
        {toggle("table", "View as table")}
        {exemplars.length > 0 ? toggle("traces", `${exemplars.length} example traces`) : null}
        {toggle("raw", "From /metrics now")}
        <Button
          look="quiet"
          size="sm"
          className="text-cobalt"
          disabled={!alive}
          onClick={() => download(answer)}
        >
          Download CSV
        </Button>
        <CopyButton text={promql} label="Copy for Prometheus" wordy />
      </div>
      {shown === "table" ? <PointTable answer={answer} names={names} /> : null}
      {shown === "traces" ? <ExampleTraces answer={answer} /> : null}
      {shown === "raw" ? <RawSeries metric={metric} /> : null}
    </>
  );
}

function download(answer: MetricAnswer) {
  const href = URL.createObjectURL(new Blob([metricCsv(answer)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = href;
  link.download = `${answer.metric}-${answer.agg}.csv`;
  link.click();
  URL.revokeObjectURL(href);
}

function PointTable({ answer, names }: Props) {
  const times = (answer.series[0]?.points ?? []).map(([timeMs]) => timeMs);
  return (
    <ScrollBox
      label={`Values of ${answer.metric}`}
      className="mt-2 max-h-80 overflow-auto rounded-sm border border-line"
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">Values of {answer.metric}, the newest first</caption>
        <thead className="sticky top-0 bg-panel">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-medium text-muted">
              Time, <ZoneWord ms={times[0] ?? 0} />
            </th>
            {names.map((name) => (
              <th
                key={name}
                scope="col"
                className="figures px-3 py-1.5 text-right text-xs font-medium text-muted"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.toReversed().map((timeMs, fromEnd) => (
            <tr key={timeMs} className="border-t border-line">
              <th scope="row" className="px-3 py-1 font-normal whitespace-nowrap">
                <StepTime ms={timeMs} className="figures text-xs" />
              </th>
              {answer.series.map(({ points }, at) => (
                <td key={names[at]} className="figures px-3 py-1 text-right whitespace-nowrap">
                  {valueText(points[times.length - 1 - fromEnd]?.[1], answer)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** What the dots in the chart lead to. */
function ExampleTraces({ answer }: { answer: MetricAnswer }) {
  const { kind, unit, exemplars } = answer;
  const measure: Measure = { unit, perSecond: false };
  return (
    <ScrollBox label="Example traces" className="mt-2 max-h-80 overflow-auto rounded-sm border border-line">
      <ul>
        {exemplars.toReversed().map(({ timestampMs, value, traceId, spanId, labels }) => (
          <li
            key={`${timestampMs} ${traceId} ${spanId}`}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line px-3 py-1.5 text-sm last:border-b-0"
          >
            <StepTime ms={timestampMs} className="figures text-xs text-muted" />
            {kind === "histogram" ? (
              <span className="figures w-20 text-right">{valueText(value, measure)}</span>
            ) : null}
            <SiteLink href={traceHref(traceId)} className="figures text-cobalt hover:underline">
              {traceId.slice(0, 12)}…
            </SiteLink>
            <span className="figures min-w-0 text-xs break-all text-muted">
              {Object.entries(labels)
                .map(([name, text]) => `${name}=${text}`)
                .join(" ")}
            </span>
          </li>
        ))}
      </ul>
    </ScrollBox>
  );
}
