"use client";

import { localClock, zoneName } from "#components/ui/time-text.ts";
import { useAlive } from "#components/ui/use-alive.ts";

/** Steps are whole seconds. UTC as the server writes it, the reader's own zone once the page is alive. */
export function StepTime({ ms, className }: { ms: number; className?: string }) {
  const alive = useAlive();
  const date = new Date(ms);
  return (
    <time dateTime={date.toISOString()} className={className}>
      {alive ? localClock(date) : date.toISOString().slice(11, 19)}
    </time>
  );
}

/** Which zone that is, for the head of a column. */
export function ZoneWord({ ms }: { ms: number }) {
  return useAlive() ? zoneName(-new Date(ms).getTimezoneOffset()) : "UTC";
}
