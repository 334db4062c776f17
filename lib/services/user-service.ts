import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import { readThroughCache } from "./cache-aside.ts";
import { Shopper } from "./contracts.ts";
import { database } from "./data-operations.ts";
import { users } from "./operations.ts";

const unreadableRate = 0.002;
const profileFreshMs = 60_000;

export const userService = defineService("user-service", [
  host(users.profile, async (ctx, { shopperId }) => {
    await ctx.work(10);
    const profiles = await readThroughCache(ctx, {
      subject: "shopper",
      ids: [shopperId],
      schema: Shopper,
      freshMs: profileFreshMs,
      keptMs: profileFreshMs,
      load: async ([id = shopperId]) => {
        const { shopper } = await ctx.call(database.findShopper, { id });
        return new Map(shopper ? [[id, shopper]] : []);
      },
    });
    const profile = profiles.get(shopperId);
    if (!profile) throw new ServiceError(404, `no shopper ${shopperId}`, { code: "shopper_unknown" });
    if (ctx.random("preferences").chance(unreadableRate))
      throw new ServiceError(500, "preferences of the shopper have schema version 3, 4 expected");
    return profile;
  }),
  host(users.recognise, async (ctx, { shopperId }) => {
    await ctx.work(10);
    return { shopperId, name: "Guest" };
  }),
]);
