// What the cache holds. Entries get old on the mesh's clock, whichever that is.
import { LRUCache } from "lru-cache";
import type { Clock } from "#lib/kernel/clock.ts";

/** Beyond that, what was used longest ago goes. With the longest values allowed that is 80 MB, as used it is 2 MB. */
export const mostEntries = 5_000;

export type CacheEntries = {
  get(key: string): string | undefined;
  set(key: string, value: string, ttlMs: number): void;
};

export function createCacheEntries(clock: Clock): CacheEntries {
  const entries = new LRUCache<string, string>({
    max: mostEntries,
    // To this library a moment of 0 means that an entry never gets old.
    perf: { now: () => clock.monotonicMs() + 1 },
    // Anything else would start timers on the wall clock.
    ttlResolution: 0,
  });
  return {
    get: (key) => entries.get(key),
    set: (key, value, ttlMs) => void entries.set(key, value, { ttl: ttlMs }),
  };
}
