"use client";

import { utcTime } from "#components/ui/time-text.ts";
import { writeSpan } from "./mesh-words.ts";
import { useNow } from "./use-now.ts";

/** How long ago, once the page is alive; until then when, as the server writes it. */
export function Since({ iso, className }: { iso: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {now === undefined ? utcTime(iso) : writeSpan(now - Date.parse(iso))}
    </time>
  );
}
