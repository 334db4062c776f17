import type { Clock } from "#lib/kernel/clock.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext, ServiceDefinition } from "#lib/mesh/types.ts";
import { createCacheEntries } from "./cache-entries.ts";
import { cache } from "./data-operations.ts";

const fullRate = 0.0005;

export function createCacheService(clock: Clock): ServiceDefinition {
  const entries = createCacheEntries(clock);
  return defineService("cache-service", [
    host(cache.get, async (ctx, { key }) => {
      await command(ctx);
      return { value: ctx.cacheOff ? null : (entries.get(key) ?? null) };
    }),
    host(cache.set, async (ctx, { key, value, ttlMs }) => {
      await command(ctx);
      if (!ctx.cacheOff) entries.set(key, value, ttlMs);
      return { stored: !ctx.cacheOff };
    }),
  ]);
}

async function command(ctx: ServiceContext): Promise<void> {
  await ctx.work(0.5);
  if (ctx.random("memory").chance(fullRate))
    throw new ServiceError(503, "command not allowed when used memory is above the limit", { code: "OOM" });
}
