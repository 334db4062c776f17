"use client";

import { localClock, localTime, utcTime } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";

/** `14:32:10`, with its day where that is another one. The server knows neither the reader's day nor zone. */
export function Moment({ iso }: { iso: string }) {
  const alive = useAlive();
  return (
    <time dateTime={iso} title={utcTime(iso)} className="figures">
      {alive ? momentText(iso, new Date()) : utcTime(iso)}
    </time>
  );
}

export function momentText(iso: string, now: Date): string {
  const date = new Date(iso);
  return date.toDateString() === now.toDateString() ? localClock(date) : localTime(date);
}
