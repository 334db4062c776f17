"use client";

import { classNames } from "#components/ui/class-names.ts";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { boundsOf } from "#components/ui/sparkline-path.ts";
import { type Bucket, type Series, seriesOf, steps } from "./call-buckets.ts";
import { writeRate, writeShare } from "./mesh-words.ts";
import { fewestReadings, type Written, writeDuration } from "./readings.ts";
import { say } from "./use-reading.ts";

const looks: Record<Series, { title: string; write: (value: number) => Written }> = {
  traffic: { title: "Requests", write: writeRate },
  errors: { title: "Errors", write: writeShare },
  latency: { title: "Latency", write: writeDuration },
};

type Props = {
  series: Series;
  buckets: readonly (Bucket | null)[];
  now: Written | undefined;
  lastKnown: boolean;
  tall?: boolean;
  /** When it ends, where that is not now: on the axis, and in a sentence. */
  end?: { from: string; to: string; words: string } | undefined;
};

/** One line over the last fifteen minutes, with its scale and its time in words. */
export function HistoryChart({ series, buckets, now, lastKnown, tall = false, end }: Props) {
  const { title, write } = looks[series];
  const readings = buckets.map(seriesOf[series]);
  const bounds = boundsOf(readings);
  const collecting = buckets.filter((bucket) => bucket !== null).length < fewestReadings;
  const high = bounds && say(write(bounds.high));
  const range = bounds ? `lowest ${say(write(bounds.low))}, highest ${high}` : "no calls yet";
  const summary = `${title} over the ${end ? `15 minutes up to ${end.words}` : "last 15 minutes"}: ${now ? `${end ? "in the last of them" : "now"} ${say(now)}, ` : ""}${range}`;
  return (
    <figure className={classNames("flex min-w-0 flex-col bg-panel", tall ? "p-4 md:p-5" : "px-4 py-3")}>
      <figcaption className="flex items-baseline justify-between gap-3">
        <span className="text-sm text-muted">{title}</span>
        <span className={classNames("figures font-semibold", tall && "text-xl", lastKnown && "text-muted")}>
          {now ? say(now) : "–"}
        </span>
      </figcaption>
      <p className="figures mt-2 flex justify-between gap-3 text-xs text-muted">
        <span>{high ?? "–"}</span>
        {collecting ? <span>{end ? "few calls" : "collecting…"}</span> : null}
      </p>
      <Sparkline
        readings={readings}
        slots={steps}
        floor={0}
        summary={summary}
        className={classNames("mt-1", tall ? "h-28" : "h-10", lastKnown ? "text-edge" : "text-ink")}
      />
      <p aria-hidden="true" className="figures mt-1.5 flex justify-between text-xs text-muted">
        <span>{end ? end.from : "15 min ago"}</span>
        {tall ? <span>10</span> : null}
        {tall ? <span>5</span> : null}
        <span>{end ? end.to : "now"}</span>
      </p>
    </figure>
  );
}
