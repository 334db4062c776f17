// Owns how often visitors have clicked while a click of theirs could fail.
import { LRUCache } from "lru-cache";

/** Of those who clicked last; who is forgotten begins anew. */
const mostVisitors = 50_000;

export type ClickCounts = {
  /** Counts one more, and says how many there were. */
  next(faultId: string, visitorId: string): number;
};

export function createClickCounts(): ClickCounts {
  const counts = new LRUCache<string, { clicks: number }>({ max: mostVisitors });
  return {
    next(faultId, visitorId) {
      const key = `${faultId} ${visitorId}`;
      const known = counts.get(key);
      if (known) return ++known.clicks;
      counts.set(key, { clicks: 1 });
      return 1;
    },
  };
}
