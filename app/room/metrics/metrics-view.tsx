"use client";

import { useMemo } from "react";
import { readShownRange } from "#components/history/shown-range.ts";
import { useAddress } from "#components/history/use-address.ts";
import { useConnection, useFeedEntries } from "#components/live/live-feed.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import type { MetricAnswer, MetricEntry } from "#lib/contract/metric-answers.ts";
import { BandWords } from "./band-words.tsx";
import { ChartCard } from "./chart-card.tsx";
import {
  type ChartChange,
  chartParams,
  editChart,
  mostCharts,
  questionOf,
  readCharts,
} from "./chart-spec.ts";
import { type Band, bandsOf, bandsWithin } from "./fault-bands.ts";
import { MetricList } from "./metric-list.tsx";
import { type StarterChart, starterBoard } from "./starter-board.ts";

type Props = {
  names: readonly MetricEntry[];
  /** What the server has found already, by question. */
  answers: Readonly<Record<string, MetricAnswer | undefined>>;
};

/** The address says which charts; without any a board of usual ones is shown. */
export function MetricsView({ names, answers }: Props) {
  const [params, change] = useAddress();
  const chosen = readCharts(params);
  const exploring = chosen.length > 0;
  const charts: readonly (StarterChart | (typeof chosen)[number])[] = exploring ? chosen : starterBoard;
  const shown = readShownRange(params);
  const paused = useConnection() === "paused";
  const faults = useFeedEntries("faults");
  const bands = useMemo(() => bandsOf(Object.values(faults)), [faults]);
  const time = timeOf(params);
  const seen = shownBands(
    bands,
    charts.map((chart) => answers[questionOf(chart, time)]),
  );
  const put = (edit: (now: URLSearchParams) => readonly ChartChange[]) =>
    change(chartParams(edit(new URLSearchParams(location.search))), { ask: false });

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <MetricList
        names={names}
        drawn={exploring ? chosen.map(({ metric }) => metric) : []}
        time={time}
        full={chosen.length >= mostCharts}
        onAdd={(metric) => put((now) => [...readCharts(now), { metric }])}
      />
      <div className="grid min-w-0 gap-4">
        {exploring ? (
          <p className="flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
            <span>
              {chosen.length === 1
                ? "Drag over the chart to look closer."
                : `${chosen.length} charts with one time: drag over one to look closer in all.`}
            </span>
            <LinkButton href={`/room/metrics${addressEnd(time)}`} size="sm">
              Starter board
            </LinkButton>
          </p>
        ) : null}
        <BandWords bands={seen} />
        <div className={exploring ? "grid gap-4" : "grid items-start gap-4 xl:grid-cols-2"}>
          {charts.map((chart, at) => {
            const question = questionOf(chart, time);
            return (
              <ChartCard
                // biome-ignore lint/suspicious/noArrayIndexKey: two charts may ask the same
                key={`${at} ${chart.metric}`}
                spec={chart}
                entry={names.find(({ name }) => name === chart.metric)}
                question={question}
                first={answers[question]}
                bands={bands}
                live={shown.kind === "last" && !paused}
                exploreHref={`/room/metrics${addressEnd({ ...plainSpec(chart), ...time })}`}
                onChange={
                  exploring ? (edit) => put((now) => editChart(now, at, chart.metric, edit)) : undefined
                }
                onRemove={exploring ? () => put((now) => readCharts(now).toSpliced(at, 1)) : undefined}
                onZoom={(fromMs, toMs) =>
                  change({
                    range: undefined,
                    from: new Date(fromMs).toISOString(),
                    to: new Date(toMs).toISOString(),
                  })
                }
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Those of the time that the page came with, and whatever was armed since. */
function shownBands(bands: readonly Band[], answers: readonly (MetricAnswer | undefined)[]): Band[] {
  const drawn = answers.find((answer) => answer !== undefined);
  if (!drawn) return [...bands];
  const endMs = Date.parse(drawn.to);
  const live = bands.filter(({ fromMs }) => fromMs >= endMs);
  return [...bandsWithin(bands, Date.parse(drawn.from), endMs), ...live];
}

function timeOf(params: { get(name: string): string | null }): Record<string, string> {
  return Object.fromEntries(
    ["range", "from", "to"].flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}

function plainSpec({ metric, agg, by, where }: ChartChange): Record<string, string> {
  const said = Object.entries({ metric, agg, by, where });
  return Object.fromEntries(said.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function addressEnd(said: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(said).toString();
  return text === "" ? "" : `?${text}`;
}
