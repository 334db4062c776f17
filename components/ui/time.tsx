"use client";

import { localPreciseClock, localTime, utcClock, utcTime } from "./time-text.ts";
import { useAlive } from "./use-alive.ts";

/** UTC as the server writes it, the reader's own zone once the page is alive. */
export function Time({ iso, className }: { iso: string; className?: string }) {
  const alive = useAlive();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {alive ? localTime(new Date(iso)) : utcTime(iso)}
    </time>
  );
}

/** To the millisecond, for rows under a heading that names the zone. */
export function ClockTime({
  iso,
  withDay,
  className,
}: {
  iso: string;
  withDay: boolean;
  className?: string;
}) {
  const alive = useAlive();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {alive ? localPreciseClock(new Date(iso), withDay) : utcClock(iso, withDay)}
    </time>
  );
}
