import type { FeedName } from "#lib/contract/live.ts";
import type { Feed } from "./types.ts";

/** A reader who missed the last delta would never see the gap if nothing followed; so after this many quiet ticks, an empty one does. */
const quietTicks = 8;

/** `epoch` names this process's run; a reader that sees another one starts over. */
export function createFeed(name: FeedName, epoch: string): Feed {
  const entries = new Map<string, { value: unknown; text: string }>();
  const changed = new Set<string>();
  const removed = new Set<string>();
  let seq = 0;
  let quiet = 0;

  const takeDelta: Feed["takeDelta"] = () => {
    const nothing = changed.size === 0 && removed.size === 0;
    quiet = nothing ? quiet + 1 : 0;
    if (nothing && quiet < quietTicks) return undefined;
    quiet = 0;
    seq += 1;
    const delta = {
      feed: name,
      epoch,
      seq,
      changed: Object.fromEntries([...changed].map((key) => [key, entries.get(key)?.value])),
      removed: [...removed],
    };
    changed.clear();
    removed.clear();
    return delta;
  };

  return {
    name,
    set(key, value) {
      const text = JSON.stringify(value);
      if (entries.get(key)?.text === text) return;
      entries.set(key, { value, text });
      changed.add(key);
      removed.delete(key);
    },
    remove(key) {
      if (!entries.delete(key)) return;
      changed.delete(key);
      removed.add(key);
    },
    // Entries may be newer than seq; the delta that follows only repeats them, and to apply it twice is harmless.
    snapshot: () => ({
      feed: name,
      epoch,
      seq,
      entries: Object.fromEntries([...entries].map(([key, { value }]) => [key, value])),
    }),
    takeDelta,
  };
}
