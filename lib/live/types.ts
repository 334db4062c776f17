import type { FeedDelta, FeedName, FeedSnapshot } from "#lib/contract/live.ts";

/** A map of named entries that browsers follow; see the contract for the protocol. */
export type Feed = {
  readonly name: FeedName;
  /** Notes the latest value; it goes out with the next tick if it differs from the one before. */
  set(key: string, value: unknown): void;
  remove(key: string): void;
  snapshot(): FeedSnapshot;
  /** Called every tick: what changed since the last call, nothing, or now and then an empty delta; advances seq. */
  takeDelta(): FeedDelta | undefined;
};

/** Feeds that are not kept while nobody follows them are brought up to date before the first snapshot is given. */
export type Freshen = { readonly [name in FeedName]?: () => Promise<void> };
