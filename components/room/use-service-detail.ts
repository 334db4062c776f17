"use client";

import { useMemo } from "react";
import { useFeedEntry } from "#components/live/live-feed.tsx";
import { ServiceDetail, type ServiceReading } from "#lib/contract/mesh.ts";
import { type Bucket, bucketsOf, stepSeconds } from "./call-buckets.ts";
import { type Asked, useAsked } from "./use-asked.ts";
import { useNow } from "./use-now.ts";

const refresh = { everyMs: stepSeconds * 1_000 };

export type ServiceView = Asked<ServiceDetail> & {
  /** The live one, else the one that came with the detail. */
  reading: ServiceReading | undefined;
  /** Undefined until the history is there. */
  buckets: (Bucket | null)[] | undefined;
};

/** Numbers are live; the history is asked for again whenever a step of it is full. */
export function useServiceDetail(id: string): ServiceView {
  const asked = useAsked(`/api/services/${encodeURIComponent(id)}`, ServiceDetail, refresh);
  const live = useFeedEntry("services", id);
  const now = useNow();
  const step = now === undefined ? undefined : Math.floor(now / 1_000 / stepSeconds);
  const history = asked.data?.history;
  const buckets = useMemo(
    () => (history && step !== undefined ? bucketsOf(history, step * stepSeconds * 1_000) : undefined),
    [history, step],
  );
  return { ...asked, reading: live ?? asked.data?.reading, buckets };
}
