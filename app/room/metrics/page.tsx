import type { Metadata } from "next";
import { TimeRangePicker } from "#components/history/time-range-picker.tsx";
import { Page } from "#components/shell/page.tsx";
import { MetricNamesQuery, MetricQuery } from "#lib/contract/metric.ts";
import type { MetricAnswer } from "#lib/contract/metric-answers.ts";
import { listMetricNames } from "#lib/http/history/list-metric-names.ts";
import { queryMetric } from "#lib/http/history/query-metric.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { PastOutOfReach } from "../past-out-of-reach.tsx";
import { addressOf, readQuery, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { questionOf, readCharts } from "./chart-spec.ts";
import { MetricsView } from "./metrics-view.tsx";
import { starterBoard } from "./starter-board.ts";

export const metadata: Metadata = { title: "Metrics" };

export default async function MetricsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const range = readQuery(MetricNamesQuery, params);
  const { range: name, from, to } = range;
  const chosen = readCharts({ get: (part) => [params[part]].flat()[0] ?? null });
  const time = Object.fromEntries(
    Object.entries({ range: name, from, to }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  );
  const questions = (chosen.length > 0 ? chosen : starterBoard).map((chart) => questionOf(chart, time));
  const context = pageContext();
  const read = await whileReachable(
    Promise.all([
      listMetricNames(context, range),
      Promise.all(questions.map((question) => answer(question))),
    ]),
  );
  return (
    <Page className="md:py-8">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="display text-2xl">Metrics</h1>
        <TimeRangePicker />
      </div>
      {read ? (
        <MetricsView
          names={read[0].metrics}
          answers={Object.fromEntries(questions.map((question, at) => [question, read[1][at]]))}
        />
      ) : (
        <PastOutOfReach again={addressOf("/room/metrics", { ...time, ...singleOf(params) })} />
      )}
    </Page>
  );
}

/** What is asked wrongly, or takes too long just now, is said by the chart itself, which asks again. */
async function answer(question: string): Promise<MetricAnswer | undefined> {
  const read = MetricQuery.safeParse(Object.fromEntries(new URLSearchParams(question)));
  if (!read.success) return undefined;
  try {
    return await queryMetric(pageContext(), read.data);
  } catch (error) {
    if (["validation_failed", "unavailable"].includes(asAppError(error)?.code ?? "")) return undefined;
    throw error;
  }
}

function singleOf(params: SearchParams): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(params).map(([part, value]) => [part, [value].flat()[0]]));
}
