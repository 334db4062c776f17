"use client";

import { useFeedEntry } from "#components/live/live-feed.tsx";
import { ObservedChip } from "#components/room/observed-chip.tsx";
import { Since } from "#components/room/since.tsx";
import { Fact } from "./fact.tsx";

const write = (count: number) => count.toLocaleString("en-GB");

/** Log events on their way to ProdSentinel; nothing at all where none are sent. */
export function ShippingFacts() {
  const shipping = useFeedEntry("process", "shipping");
  if (!shipping) return null;
  const { receiver, waiting, sent, dropped, oldestAt, lastError } = shipping;
  return (
    <section className="mb-8">
      <h3 className="display mb-3 text-lg">Log shipping</h3>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-4">
        <Fact name="Waiting">
          <span className="figures">{write(waiting)}</span>
        </Fact>
        <Fact name="Oldest of them">
          {oldestAt ? <Since iso={oldestAt} className="figures" /> : <span className="text-muted">None</span>}
        </Fact>
        <Fact name="Sent">
          <span className="figures">{write(sent)}</span>
        </Fact>
        <Fact name="Dropped">
          <ObservedChip look="outline" severity={dropped === 0 ? "green" : "yellow"}>
            {dropped === 0 ? "Nothing" : `${write(dropped)} ${dropped === 1 ? "event" : "events"}`}
          </ObservedChip>
        </Fact>
        <Fact name="Receiver" className="col-span-2 md:col-span-4">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ObservedChip look="outline" severity={lastError ? "yellow" : "green"}>
              {lastError ? "Takes nothing" : "Takes events"}
            </ObservedChip>
            <span className="break-all font-mono text-sm text-muted">{receiver}</span>
            {lastError ? <span className="break-words text-sm">{lastError}</span> : null}
          </span>
        </Fact>
      </dl>
    </section>
  );
}
