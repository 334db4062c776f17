"use client";

import { useState } from "react";
import { durationText } from "#components/history/duration-text.ts";
import { changedAddress, useAddress } from "#components/history/use-address.ts";
import { Panel } from "#components/ui/panel.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { localTime, utcTime } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";
import type { TraceDurations } from "#lib/contract/trace-answers.ts";
import {
  choosePart,
  countIn,
  type DurationMap,
  durationBelow,
  type MapPart,
  toDurationMap,
} from "./duration-map.ts";
import { DurationMapBrush } from "./duration-map-brush.tsx";
import { DurationMapPicture, opacities } from "./duration-map-picture.tsx";
import { DurationsTable } from "./durations-table.tsx";
import { useRefreshed } from "./use-refreshed.ts";

type Props = { first: TraceDurations; ask: string; everyMs: number | undefined };

const shape = () => import("#lib/contract/trace-answers.ts").then((contract) => contract.TraceDurations);
const path = "/room/traces";

/** Durations over time, of which a part can be chosen: the address then asks for it. */
export function DurationsPanel({ first, ask, everyMs }: Props) {
  const [params, change] = useAddress();
  const [part, setPart] = useState<MapPart>();
  const { data } = useRefreshed(ask, { first, shape, everyMs: part ? undefined : everyMs });
  const map = toDurationMap(data);
  if (!map) return null;
  const narrowed = params.has("minDurationMs") || params.has("maxDurationMs");
  const hrefOf = (fromMs: number, toMs: number) =>
    changedAddress(path, new URLSearchParams(params), {
      range: undefined,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    });
  return (
    <Panel className="mb-5">
      <div className="flex min-h-7 flex-wrap items-baseline justify-between gap-x-4 px-4 pt-3">
        <h2 className="text-sm font-medium">
          Durations <span className="font-normal text-muted">by the time traces began</span>
          {narrowed ? (
            <SiteLink
              href={changedAddress(path, new URLSearchParams(params), {
                minDurationMs: undefined,
                maxDurationMs: undefined,
              })}
              scroll={false}
              className="ml-3 font-normal text-cobalt underline"
            >
              All durations
            </SiteLink>
          ) : null}
        </h2>
        <Legend />
      </div>
      <div className="relative mx-4 mt-3 h-44 max-sm:h-36">
        <DurationMapPicture map={map} />
        <DurationMapBrush
          map={map}
          onLook={setPart}
          onChoose={(chosen) => change({ range: undefined, ...choosePart(map, chosen) })}
        />
      </div>
      <p className="min-h-8 px-4 pt-1 pb-2 text-sm text-muted" aria-live="polite" data-durations-summary>
        {part ? <PartText map={map} part={part} /> : <Summary durations={data} />}
      </p>
      <div className="border-t border-line">
        <DurationsTable durations={data} hrefOf={hrefOf} />
      </div>
    </Panel>
  );
}

function Legend() {
  return (
    <span aria-hidden className="flex items-center gap-4 text-xs text-muted">
      <span className="flex items-center gap-1.5">
        fewer
        <span className="flex gap-px">
          {opacities.map((opacity) => (
            <span key={opacity} className="size-2.5 bg-ink" style={{ opacity }} />
          ))}
        </span>
        more
      </span>
      <span className="flex items-center gap-1.5">
        <svg viewBox="0 0 10 10" aria-hidden className="size-2.5">
          <path d="M0 0h10v10H0z" className="fill-ink" fillOpacity={0.32} />
          <path d="M10 0V10H0z" className="fill-red-high" />
        </svg>
        some failed
      </span>
    </span>
  );
}

function Summary({ durations }: { durations: TraceDurations }) {
  const { traces, failed } = durations;
  const [half, most] = [durationBelow(durations, 0.5), durationBelow(durations, 0.95)];
  return (
    <>
      <span className="text-ink">{traces === 1 ? "1 trace" : `${traces.toLocaleString("en")} traces`}</span>,{" "}
      {failed === 0 ? "none failed" : `${failed.toLocaleString("en")} with a span that failed`}
      {half === undefined ? "" : `; half took less than ${durationText(half)}`}
      {most === undefined ? "" : `, 95 % less than ${durationText(most)}`}.
    </>
  );
}

function PartText({ map, part }: { map: DurationMap; part: MapPart }) {
  const alive = useAlive();
  const { from, to, minDurationMs, maxDurationMs } = choosePart(map, part);
  const { count, failed } = countIn(map, part);
  const text = (iso: string) => (alive ? localTime(new Date(iso)) : utcTime(iso)).slice(11, 19);
  const least = minDurationMs === undefined ? "" : durationText(Number(minDurationMs));
  const most = maxDurationMs === undefined ? "" : durationText(Number(maxDurationMs));
  const took =
    least && most
      ? `${least} – ${most}`
      : least
        ? `${least} or more`
        : most
          ? `up to ${most}`
          : "any duration";
  return (
    <span className="figures text-ink">
      {text(from)} – {text(to)} · {took} · {count === 1 ? "1 trace" : `${count} traces`}
      {failed > 0 ? `, ${failed} failed` : ""}
    </span>
  );
}
