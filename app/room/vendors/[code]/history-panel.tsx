"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import { type Band, bandsOf } from "#app/room/metrics/fault-bands.ts";
import { changedAddress, useAddress } from "#components/history/use-address.ts";
import { useFeedEntries } from "#components/live/live-feed.tsx";
import { useAsked } from "#components/room/use-asked.ts";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { useAlive } from "#components/ui/use-alive.ts";
import { historyTitles, historyWords } from "#components/vendors/history-summary.ts";
import { vendorHref } from "#components/vendors/vendor-words.ts";
import { vendorPrefix, vendorsTarget } from "#lib/contract/fault.ts";
import type { Thresholds } from "#lib/contract/thresholds.ts";
import type { VendorHistory } from "#lib/contract/vendor-answers.ts";
import { vendorQuestions, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";
import { HistoryTable } from "./history-table.tsx";

const HistoryPlot = dynamic(() => import("./history-plot.tsx"), { ssr: false, loading: () => <Place /> });
const shape = async () => (await import("#lib/contract/vendor-answers.ts")).VendorHistory;

/** As `historyRanges` of lib/contract/vendor.ts, which brings the whole of zod. */
const ranges = ["6h", "24h", "7d", "30d", "90d"] as const;
export type HistoryRange = (typeof ranges)[number];

type Props = {
  code: string;
  first: VendorHistory;
  range: HistoryRange;
  /** Of the item, where one is shown. */
  product: string | undefined;
  thresholds: Thresholds;
  /** Another one when there is news. */
  stamp: string;
};

export function HistoryPanel({ code, first, range, product, thresholds, stamp }: Props) {
  const [params] = useAddress();
  const { question, item } = first;
  const query = new URLSearchParams({ question, range, ...(item ? { item } : {}) });
  const { data, failure, again } = useAsked<VendorHistory>(
    `/api/vendors/${encodeURIComponent(code)}/history?${query}`,
    shape,
    { stamp },
  );
  const history = data ?? first;
  const hrefOf = (next: Record<string, string | undefined>) =>
    changedAddress(vendorHref(code), new URLSearchParams(params), next);
  return (
    <Panel className="mb-6">
      <section id="history" aria-labelledby="history-title" className="scroll-mt-32 px-4 py-3 md:px-5">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0">
            <h2 id="history-title" className="display text-lg">
              {historyTitles[question]}
            </h2>
            {product ? <p className="text-sm text-muted">{product}</p> : null}
          </div>
          <div className="flex flex-wrap gap-2">
            <Steps
              label="Question"
              chosen={question}
              steps={vendorQuestions.map((name) => ({
                name,
                label: vendorQuestionWords[name].title,
                href: hrefOf({ question: name, item: undefined }),
              }))}
            />
            <Steps
              label="Time range"
              chosen={range}
              steps={ranges.map((name) => ({ name, label: name, href: hrefOf({ range: name }) }))}
            />
          </div>
        </div>
        <p className="mt-2 mb-2 text-sm text-muted">{historyWords(history)}</p>
        {failure ? (
          <p role="alert" className="mb-2 flex flex-wrap items-center gap-3 text-sm">
            Newer points are missing: {failure.detail}
            <Button size="sm" onClick={again}>
              Try again
            </Button>
          </p>
        ) : null}
        <Chart code={code} history={history} thresholds={thresholds} />
        {history.points.length > 0 ? <HistoryTable history={history} /> : null}
      </section>
    </Panel>
  );
}

function Chart({
  code,
  history,
  thresholds,
}: Pick<Props, "code" | "thresholds"> & { history: VendorHistory }) {
  const alive = useAlive();
  const bands = useBands(code);
  if (history.points.length === 0) {
    return (
      <p className="grid h-40 place-content-center rounded-sm bg-well px-4 text-center text-sm text-muted">
        Nothing was observed in this time. The jobs add a point whenever the source answers.
      </p>
    );
  }
  return alive ? <HistoryPlot history={history} thresholds={thresholds} bands={bands} /> : <Place />;
}

/** What was done to this vendor alone, or to all of them. */
function useBands(code: string): Band[] {
  const entries = useFeedEntries("faults");
  return useMemo(() => {
    const own = Object.values(entries).filter(
      (fault) =>
        fault?.target === vendorPrefix + code || (fault?.target === vendorsTarget && fault.share === 1),
    );
    return bandsOf(own);
  }, [entries, code]);
}

function Place() {
  return (
    <div className="grid h-[240px] place-content-center rounded-sm bg-well text-sm text-muted">
      <span className="noscript:hidden">Drawing the chart</span>
      <noscript>Without JavaScript the table below stands for the chart.</noscript>
    </div>
  );
}

type StepsProps = {
  label: string;
  chosen: string;
  steps: readonly { name: string; label: string; href: string }[];
};

/** Links: each is an address, also without a script. */
function Steps({ label, chosen, steps }: StepsProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap rounded-md border border-edge bg-panel p-[3px]">
      {steps.map((step) => (
        <SiteLink
          key={step.name}
          href={step.href}
          scroll={false}
          aria-current={step.name === chosen ? "true" : undefined}
          className="flex h-7 items-center rounded-sm px-2 text-sm font-medium text-muted transition-colors hover:text-cobalt aria-[current]:bg-cobalt-wash aria-[current]:text-cobalt"
        >
          {step.label}
        </SiteLink>
      ))}
    </nav>
  );
}
