"use client";

import { Info } from "lucide-react";
import { classNames } from "#components/ui/class-names.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Reading } from "./readings.ts";
import { say, useReading } from "./use-reading.ts";

export function ReadingTile({ reading }: { reading: Reading }) {
  const { now, aside, readings, collecting, slots, span, lastKnown, low, high, summary } =
    useReading(reading);
  return (
    <div className="flex min-w-0 flex-col bg-panel p-4 md:p-5">
      <div className="flex items-start justify-between gap-2">
        <h4 className="text-sm text-muted">{reading.label}</h4>
        <Tooltip text={reading.hint}>
          <button
            type="button"
            aria-label={`What ${reading.label} means`}
            className="-m-1.5 grid size-7 shrink-0 cursor-help place-items-center rounded-md text-muted hover:text-cobalt"
          >
            <Info className="size-3.5" aria-hidden />
          </button>
        </Tooltip>
      </div>
      <p className="flex min-h-9 flex-wrap items-baseline gap-x-3">
        {now ? (
          <span className={classNames("figures text-2xl font-semibold", lastKnown && "text-muted")}>
            {now.value}
            <span className="ml-1 text-sm font-normal text-muted">{now.unit}</span>
          </span>
        ) : (
          <Skeleton className="mt-1 h-7 w-24" />
        )}
        {aside ? <span className="figures text-xs text-muted">{aside}</span> : null}
      </p>
      <Sparkline
        readings={readings}
        slots={slots}
        {...(reading.floor === undefined ? {} : { floor: reading.floor })}
        summary={summary}
        className={classNames("mt-4 h-14", lastKnown ? "text-edge" : "text-ink")}
      />
      <p className="figures mt-2 flex min-h-4 flex-wrap justify-between gap-x-2 text-xs whitespace-nowrap text-muted">
        {low && high ? (
          <>
            <span className="w-full sm:w-auto">{collecting ? "collecting…" : span}</span>
            <span>low {say(low)}</span>
            <span>high {say(high)}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
