"use client";

import { Time } from "#components/ui/time.tsx";
import { type Band, isDrawn } from "./fault-bands.ts";

/** In words what the violet stretches of the charts are, and what is broken all the time. */
export function BandWords({ bands }: { bands: readonly Band[] }) {
  if (bands.length === 0) return null;
  return (
    <ul aria-label="Faults in this time" className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-violet">
      {bands.map((band) => (
        <li key={band.id} className="flex flex-wrap items-baseline gap-x-1.5">
          {isDrawn(band) ? (
            <span
              aria-hidden
              className="inline-block h-2.5 w-4 self-center border-t-[3px] border-violet bg-violet/15"
            />
          ) : null}
          {band.says}
          {isDrawn(band) ? <BandTimes band={band} /> : ", all the time until somebody ends it"}
        </li>
      ))}
    </ul>
  );
}

function BandTimes({ band: { fromMs, toMs, armed } }: { band: Band }) {
  return (
    <>
      , from <Time iso={new Date(fromMs).toISOString()} className="figures text-xs" />
      {toMs === undefined ? null : (
        <>
          {armed ? "until" : "to"} <Time iso={new Date(toMs).toISOString()} className="figures text-xs" />
        </>
      )}
    </>
  );
}
