"use client";

import { useSyncExternalStore } from "react";
import { localTime, utcTime } from "./time-text.ts";

const never = () => () => {};

/** UTC as the server writes it, the reader's own zone once the page is alive. */
export function Time({ iso, className }: { iso: string; className?: string }) {
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <time dateTime={iso} title={utcTime(iso)} className={className}>
      {alive ? localTime(new Date(iso)) : utcTime(iso)}
    </time>
  );
}
