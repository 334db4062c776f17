"use client";

import { writeSpan } from "#components/room/mesh-words.ts";
import { useNow } from "#components/room/use-now.ts";
import { utcTime } from "#components/ui/time-text.ts";
import { writeMinutes } from "./vendor-words.ts";

/** `42 s ago`, once the page is alive; until then `at` the time that the server writes. */
export function Ago({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {now === undefined ? `at ${utcTime(iso)}` : `${writeSpan(now - Date.parse(iso))} ago`}
    </time>
  );
}

/** `for 42 s`; until the page is alive `since` the time that the server writes. */
export function ForSoLong({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {now === undefined ? `since ${utcTime(iso)}` : `for ${writeSpan(now - Date.parse(iso))}`}
    </time>
  );
}

/** `12 min ago`: in a long list, seconds that count would be all that one sees. */
export function RoughlyAgo({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  const minutes = now === undefined ? undefined : Math.floor((now - Date.parse(iso)) / 60_000);
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {minutes === undefined ? utcTime(iso) : minutes < 1 ? "just now" : `${writeMinutes(minutes)} ago`}
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
