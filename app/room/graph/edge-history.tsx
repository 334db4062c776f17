"use client";

import { useMemo } from "react";
import { useLastKnown } from "#components/live/live-feed.tsx";
import { bucketsOf, stepSeconds } from "#components/room/call-buckets.ts";
import { HistoryChart } from "#components/room/history-chart.tsx";
import { writeMetric } from "#components/room/mesh-words.ts";
import { useAsked } from "#components/room/use-asked.ts";
import { useNow } from "#components/room/use-now.ts";
import { EdgeDetail, type EdgeReading } from "#lib/contract/mesh.ts";

const refresh = { everyMs: stepSeconds * 1_000 };

/** The last fifteen minutes of the calls from one service to another, asked for again with each full step. */
export function EdgeHistory({ from, to, reading }: { from: string; to: string; reading: EdgeReading }) {
  const { data, failure } = useAsked(`/api/edges/${from}/${to}`, EdgeDetail, refresh);
  const lastKnown = useLastKnown();
  const now = useNow();
  const step = now === undefined ? undefined : Math.floor(now / 1_000 / stepSeconds);
  const history = data?.history;
  const buckets = useMemo(
    () => (history && step !== undefined ? bucketsOf(history, step * stepSeconds * 1_000) : undefined),
    [history, step],
  );
  if (buckets) {
    return (
      <div className="grid gap-px border-t border-line bg-line">
        {(["traffic", "errors", "latency"] as const).map((series) => (
          <HistoryChart
            key={series}
            series={series}
            buckets={buckets}
            now={writeMetric(series, reading)}
            lastKnown={lastKnown}
          />
        ))}
      </div>
    );
  }
  return (
    <p role={failure ? "alert" : undefined} className="border-t border-line px-4 py-3 text-sm text-muted">
      {failure ? `The last 15 minutes are missing: ${failure.detail}` : "Loading the last 15 minutes"}
    </p>
  );
}
