"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import type { Bound } from "#lib/contract/process-health.ts";
import { boundInWords, lossInWords, partNames } from "./bounds-in-words.ts";
import { Fact } from "./fact.tsx";

/** Memory, file and queues against their limits, and what was lost where. */
export function BoundsPanel() {
  const bounds = useFeedEntry("process", "bounds");
  const losses = useFeedEntry("process", "losses");
  if (!bounds || !losses) return null;
  return (
    <section className="mb-8">
      <h3 className="display mb-3 text-lg">Limits</h3>
      <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-md border border-line bg-line min-[340px]:grid-cols-2 xl:grid-cols-5">
        {bounds.map((bound) => (
          <Fact key={bound.part} name={partNames[bound.part]}>
            <Taken bound={bound} />
          </Fact>
        ))}
        <Fact name="Telemetry lost, by where" className="col-span-full">
          {losses.length === 0 ? (
            <span className="text-muted">Nothing since the start</span>
          ) : (
            <ul className="text-sm">
              {losses.map((loss) => (
                <li key={`${loss.sink} ${loss.signal}`}>{lossInWords(loss)}</li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
    </section>
  );
}

/** The bar only repeats the words. */
function Taken({ bound }: { bound: Bound }) {
  const percent = Math.min(100, (bound.used / Math.max(1, bound.limit)) * 100);
  return (
    <span className="grid w-full gap-2">
      <span className="figures text-sm">{boundInWords(bound)}</span>
      <span aria-hidden="true" className="h-1 overflow-hidden rounded-sm bg-line">
        <span className="block h-full bg-muted" style={{ width: `${percent.toFixed(1)}%` }} />
      </span>
    </span>
  );
}
