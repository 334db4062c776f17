"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { BreakerMark } from "#components/room/breaker-mark.tsx";
import { writeMetric, writeRate } from "#components/room/mesh-words.ts";
import { say } from "#components/room/use-reading.ts";

type Props = {
  calls: readonly { other: string; edge: string }[];
  none: string;
  onSelect: (id: string) => void;
};

/** A service's edges on one side, each by who is at the other end. */
export function CallList({ calls, none, onSelect }: Props) {
  if (calls.length === 0) return <p className="text-sm text-muted">{none}</p>;
  return (
    <ul>
      {calls.map((call) => (
        <CallRow key={call.edge} {...call} onSelect={onSelect} />
      ))}
    </ul>
  );
}

function CallRow({ edge, other, onSelect }: { edge: string; other: string; onSelect: (id: string) => void }) {
  const reading = useFeedEntry("edges", edge);
  return (
    <li>
      <button
        type="button"
        onClick={() => onSelect(edge)}
        className="group flex min-h-8 w-full cursor-pointer flex-wrap items-center justify-between gap-x-3 text-left text-sm"
      >
        <span className="text-cobalt group-hover:underline">{other}</span>
        <span className="figures flex items-center gap-3 text-muted">
          {reading && reading.breaker !== "closed" ? <BreakerMark state={reading.breaker} /> : null}
          {reading ? (
            <>
              <span>{say(writeRate(reading.callsPerSecond))}</span>
              <span className="w-14 text-right">{say(writeMetric("errors", reading))}</span>
            </>
          ) : null}
        </span>
      </button>
    </li>
  );
}
