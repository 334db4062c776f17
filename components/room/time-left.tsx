"use client";

import { writeLeft } from "./mesh-words.ts";
import { useNow } from "./use-now.ts";

/** Nothing where no end is set. */
export function TimeLeft({ until }: { until: string | null }) {
  const now = useNow();
  if (now === undefined || until === null) return null;
  return (
    <span className="figures font-medium">
      {writeLeft(Date.parse(until) - now)}
      <span className="sr-only"> left</span>
    </span>
  );
}
