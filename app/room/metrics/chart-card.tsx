"use client";

import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { traceHref } from "#lib/contract/evidence-links.ts";
import type { MetricAnswer, MetricEntry } from "#lib/contract/metric-answers.ts";
import { ChartControls } from "./chart-controls.tsx";
import { ChartExtras } from "./chart-extras.tsx";
import { ChartLegend } from "./chart-legend.tsx";
import type { ChartEdit, ChartSpec } from "./chart-spec.ts";
import { ChartTrouble, NothingRead } from "./chart-trouble.tsx";
import { type Band, bandsWithin, isDrawn } from "./fault-bands.ts";
import type { KeyMove } from "./plot.tsx";
import { seriesName } from "./series-words.ts";
import { pointText, summaryOf } from "./summary.ts";
import { useChartAnswer } from "./use-chart-answer.ts";

const Plot = dynamic(() => import("./plot.tsx"), { ssr: false, loading: () => <PlotPlace /> });

type Props = {
  spec: ChartSpec & { title?: string };
  entry: MetricEntry | undefined;
  question: string;
  first: MetricAnswer | undefined;
  bands: readonly Band[];
  live: boolean;
  exploreHref: string;
  /** Undefined on the board, whose charts are fixed. */
  onChange: ((edit: ChartEdit) => void) | undefined;
  onRemove: (() => void) | undefined;
  onZoom: (fromMs: number, toMs: number) => void;
};

export function ChartCard({
  spec,
  entry,
  question,
  first,
  bands,
  live,
  exploreHref,
  onChange,
  onRemove,
  onZoom,
}: Props) {
  const id = useId();
  const { data, failure, again } = useChartAnswer(question, first, live);
  const help = data?.help || entry?.help || "";
  return (
    <Panel className="min-w-0">
      <section aria-labelledby={id}>
        <header className="flex items-start justify-between gap-3 px-4 pt-3">
          <div className="min-w-0">
            <h2 id={id} className={spec.title ? "font-medium" : "figures font-medium break-all"}>
              {spec.title ?? spec.metric}
            </h2>
            <p className="text-sm text-muted">
              {spec.title ? <span className="figures break-all">{spec.metric}</span> : help}
            </p>
          </div>
          {onRemove ? (
            <Button
              look="quiet"
              size="sm"
              aria-label={`Remove the chart of ${spec.metric}`}
              onClick={onRemove}
              className="size-7 px-0"
            >
              <X className="size-4" aria-hidden />
            </Button>
          ) : (
            <LinkButton href={exploreHref} size="sm" aria-label={`Explore: ${spec.title ?? spec.metric}`}>
              Explore
            </LinkButton>
          )}
        </header>
        {onChange ? <ChartControls spec={spec} entry={entry} agg={data?.agg} onChange={onChange} /> : null}
        {failure ? <ChartTrouble failure={failure} stale={data !== undefined} again={again} /> : null}
        {data ? (
          <ChartBody answer={data} bands={bands} spec={spec} {...{ onZoom, onChange }} />
        ) : failure ? null : (
          <div className="px-4 py-3" aria-busy="true">
            <PlotPlace />
          </div>
        )}
      </section>
    </Panel>
  );
}

type BodyProps = Pick<Props, "bands" | "spec" | "onChange" | "onZoom"> & { answer: MetricAnswer };

function ChartBody({ answer, bands, spec, onChange, onZoom }: BodyProps) {
  const router = useRouter();
  const alive = useAlive();
  const [cursor, setCursor] = useState<number>();
  // The chart follows the pointer by itself: told what it said a moment ago, it would go back there, also within a drag.
  const [keyMove, setKeyMove] = useState<KeyMove>();
  const [kept, setKept] = useState<string>();
  // On the board a chosen series is nobody else's business; a chart of one's own says so in the address.
  const only = onChange ? spec.only : kept;
  const choose = (name: string | undefined) => (onChange ? onChange(() => ({ only: name })) : setKept(name));
  if (answer.series.length === 0) return <NothingRead answer={answer} />;
  const seen = bandsWithin(bands.filter(isDrawn), Date.parse(answer.from), Date.parse(answer.to));
  const steps = answer.series[0]?.points.length ?? 0;
  const at = Math.min(cursor ?? steps, steps - 1);
  const onKey = (event: KeyboardEvent) => {
    const next = keyMoves[event.key]?.(cursor ?? steps, steps);
    if (next === undefined && event.key !== "Escape") return;
    event.preventDefault();
    setCursor(next);
    setKeyMove({ to: next });
  };
  return (
    <div className="px-4 pt-2 pb-3">
      <div className="relative">
        {/* Beside the plot, not round it: points on it can be links. */}
        <div
          role="slider"
          tabIndex={0}
          onKeyDown={onKey}
          aria-label={summaryOf(answer)}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={steps - 1}
          aria-valuenow={at}
          aria-valuetext={pointText(answer, at)}
          className="pointer-events-none absolute inset-0 rounded-sm"
        />
        {alive ? (
          <Plot
            answer={answer}
            bands={seen}
            only={only}
            keyMove={keyMove}
            hrefOf={traceHref}
            zoom={onZoom}
            pointAt={setCursor}
            open={(href) => router.push(href)}
          />
        ) : (
          <PlotPlace />
        )}
      </div>
      <ChartLegend
        answer={answer}
        cursor={cursor}
        only={only}
        brief={onChange === undefined}
        onChoose={choose}
      />
      {answer.cut ? <p className="mt-2 text-sm text-muted">{answer.cut}</p> : null}
      <ChartExtras answer={answer} names={answer.series.map(seriesName)} />
    </div>
  );
}

const keyMoves: Readonly<Record<string, (at: number, steps: number) => number>> = {
  ArrowLeft: (at) => Math.max(0, at - 1),
  ArrowRight: (at, steps) => Math.min(steps - 1, at + 1),
  Home: () => 0,
  End: (_, steps) => steps - 1,
};

function PlotPlace() {
  return (
    <div className="grid h-[220px] place-content-center rounded-sm bg-well text-sm text-muted">
      <span className="noscript:hidden">Drawing the chart</span>
      <noscript>Without JavaScript the numbers below stand for the chart.</noscript>
    </div>
  );
}
