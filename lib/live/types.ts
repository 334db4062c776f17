import type { FeedDelta, FeedName, FeedSnapshot } from "#lib/contract/live.ts";

/** A map of named entries that browsers follow; see the contract for the protocol. */
export type Feed = {
  readonly name: FeedName;
  /** Notes the latest value; it goes out with the next tick if it differs from what was last sent. */
  set(key: string, value: unknown): void;
  remove(key: string): void;
  snapshot(): FeedSnapshot;
  /** What changed since the last call, or undefined; advances seq. */
  takeDelta(): FeedDelta | undefined;
};
