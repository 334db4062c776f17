"use client";

import { useFeedEntries } from "#components/live/live-feed.tsx";

/** The newest time at which any service changed its status; a new one means that there is news. */
export function useStatusStamp(): string {
  const services = useFeedEntries("services");
  let newest = "";
  for (const reading of Object.values(services))
    if (reading && reading.since > newest) newest = reading.since;
  return newest;
}
