"use client";

import { writeSpan } from "#components/room/mesh-words.ts";
import { useNow } from "#components/room/use-now.ts";
import { utcTime } from "#components/ui/time-text.ts";

/** `42 s ago`, once the page is alive; until then `at` the time that the server writes. */
export function Ago({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {now === undefined ? `at ${utcTime(iso)}` : `${writeSpan(now - Date.parse(iso))} ago`}
    </time>
  );
}

/** `in 1:23`; nothing is promised of a moment that has passed. */
export function In({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  const ms = now === undefined ? undefined : Date.parse(iso) - now;
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {ms === undefined ? `at ${utcTime(iso)}` : ms > 0 ? `in ${writeSpan(ms)}` : "now"}
    </time>
  );
}
