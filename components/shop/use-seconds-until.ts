"use client";

import { useNow } from "#components/room/use-now.ts";

/** Whole seconds until then, never less than none; none too while the page is not alive yet. */
export function useSecondsUntil(momentMs: number): number {
  const now = useNow();
  return now === undefined ? 0 : Math.max(0, Math.ceil((momentMs - now) / 1_000));
}
