"use client";

import { useMemo } from "react";
import { useFeedEntries } from "#components/live/live-feed.tsx";
import type { ServiceStatus } from "#lib/contract/mesh.ts";

export type StatusCounts = Readonly<Record<ServiceStatus, number>>;

/** How many of these services are how; those of which nothing is known count nowhere. */
export function useGroupCounts(members: readonly string[]): StatusCounts {
  const services = useFeedEntries("services");
  return useMemo(() => {
    const counts = { failed: 0, degraded: 0, healthy: 0 };
    for (const id of members) {
      const status = services[id]?.status;
      if (status) counts[status] += 1;
    }
    return counts;
  }, [members, services]);
}
