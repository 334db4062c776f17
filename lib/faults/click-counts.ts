// Owns how often visitors have clicked while a click of theirs could fail.
import { LRUCache } from "lru-cache";

/** Of those who clicked last; who is forgotten begins anew. */
const mostVisitors = 50_000;

export type ClickCounts = {
  /** Counts one more, and says how many there were. */
  next(faultId: string, visitorId: string): number;
};

export function createClickCounts(): ClickCounts {
  const counts = new LRUCache<string, number>({ max: mostVisitors });
  return {
    next(faultId, visitorId) {
      const key = `${faultId} ${visitorId}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
  };
}
