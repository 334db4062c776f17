"use client";

import { writeLeft } from "./mesh-words.ts";
import { useNow } from "./use-now.ts";

export function TimeLeft({ until }: { until: string }) {
  const now = useNow();
  if (now === undefined) return null;
  return (
    <span className="figures font-medium">
      {writeLeft(Date.parse(until) - now)}
      <span className="sr-only"> left</span>
    </span>
  );
}
