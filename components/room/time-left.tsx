"use client";

import { useStill } from "#components/live/live-feed.tsx";
import { writeLeft } from "./mesh-words.ts";
import { useNow } from "./use-now.ts";

/** Nothing where no end is set, nor in the past. */
export function TimeLeft({ until }: { until: string | null }) {
  const now = useNow();
  const still = useStill();
  if (now === undefined || until === null || still) return null;
  return (
    <span className="figures font-medium">
      {writeLeft(Date.parse(until) - now)}
      <span className="sr-only"> left</span>
    </span>
  );
}
