"use client";

import { localPreciseClock, utcClock } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";

type Props = { atMs: number; stepMs: number; className?: string };

const dayMs = 86_400_000;

/** As short as the step lets it be: seconds only where steps are shorter than a minute, the day only where they are days. */
export function AxisTime({ atMs, stepMs, className }: Props) {
  const alive = useAlive();
  const iso = new Date(atMs).toISOString();
  const text = alive ? localPreciseClock(new Date(atMs), true) : utcClock(iso, true);
  const [day = "", clock = ""] = text.split(" ");
  const short = stepMs >= dayMs ? day.slice(5) : clock.slice(0, stepMs < 60_000 ? 8 : 5);
  return (
    <time dateTime={iso} className={className}>
      {short}
    </time>
  );
}
