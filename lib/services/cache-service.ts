import { LRUCache } from "lru-cache";
import type { Clock } from "#lib/kernel/clock.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext, ServiceDefinition } from "#lib/mesh/types.ts";
import { cache } from "./data-operations.ts";

/** The oldest go first; with the longest value allowed this is 80 MB, with what the services store 2 MB. */
const mostEntries = 5_000;
const loadingRate = 0.0005;

export function createCacheService(clock: Clock): ServiceDefinition {
  const entries = new LRUCache<string, string>({
    max: mostEntries,
    // To this library a moment of 0 means that an entry never gets old.
    perf: { now: () => clock.monotonicMs() + 1 },
    // Anything else would start timers on the wall clock.
    ttlResolution: 0,
  });
  return defineService("cache-service", [
    host(cache.get, async (ctx, { key }) => {
      await command(ctx);
      return { value: ctx.cacheOff ? null : (entries.get(key) ?? null) };
    }),
    host(cache.set, async (ctx, { key, value, ttlMs }) => {
      await command(ctx);
      if (!ctx.cacheOff) entries.set(key, value, { ttl: ttlMs });
      return { stored: !ctx.cacheOff };
    }),
  ]);
}

async function command(ctx: ServiceContext): Promise<void> {
  await ctx.work(0.5);
  if (ctx.random("memory").chance(loadingRate))
    throw new ServiceError(503, "command not allowed when used memory is above the limit", { code: "OOM" });
}
