"use client";

import { useSyncExternalStore } from "react";

const parts = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
} as const;

const never = () => () => {};

/** UTC as the server writes it, the reader's own zone once the page is alive. */
export function Time({ iso, className }: { iso: string; className?: string }) {
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const text = new Intl.DateTimeFormat("en-GB", { ...parts, ...(alive ? {} : { timeZone: "UTC" }) }).format(
    new Date(iso),
  );
  return (
    <time dateTime={iso} title={iso} className={className}>
      {alive ? text : `${text} UTC`}
    </time>
  );
}
