// What a browser knows of one feed, as pure functions: a snapshot, then deltas without a gap, or a new snapshot.
import type { FeedDelta, FeedSnapshot } from "#lib/contract/live.ts";

export type Entries = Readonly<Record<string, unknown>>;
export type FeedState = { readonly epoch: string; readonly seq: number; readonly entries: Entries };

/** While joining, deltas that overtake the snapshot are held, and applied after it. */
export type Follower =
  | { readonly phase: "joining"; readonly known: FeedState | undefined; readonly held: readonly FeedDelta[] }
  | { readonly phase: "following"; readonly known: FeedState };

/** More than a minute of ticks; whoever waits longer for a snapshot asks again anyway. */
const maxHeld = 256;

export function joining(known?: FeedState): Follower {
  return { phase: "joining", known, held: [] };
}

export function takeSnapshot(follower: Follower, { epoch, seq, entries }: FeedSnapshot): Follower {
  if (follower.phase === "following") return follower;
  const start: Follower = { phase: "following", known: { epoch, seq, entries } };
  return follower.held.reduce<Follower>(takeDelta, start);
}

/** A follower that comes back as `joining` has found a gap and needs a snapshot. */
export function takeDelta(follower: Follower, delta: FeedDelta): Follower {
  if (follower.phase === "joining") {
    return { ...follower, held: [...follower.held, delta].slice(-maxHeld) };
  }
  const { known } = follower;
  if (delta.epoch === known.epoch && delta.seq <= known.seq) return follower;
  if (delta.epoch !== known.epoch || delta.seq !== known.seq + 1) {
    return { phase: "joining", known, held: [delta] };
  }
  return {
    phase: "following",
    known: { epoch: known.epoch, seq: delta.seq, entries: applied(known, delta) },
  };
}

/** A delta that only says that the feed is alive leaves the same object, so that nothing renders again. */
function applied({ entries }: FeedState, { changed, removed }: FeedDelta): Entries {
  if (removed.length === 0 && Object.keys(changed).length === 0) return entries;
  const next = { ...entries, ...changed };
  for (const key of removed) delete next[key];
  return next;
}
