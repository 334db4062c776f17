import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { auth, gateway, orders, users } from "./operations.ts";
import { checkoutByScript } from "./scripted-chain.ts";
import { stepsOf } from "./steps.ts";

const headerTroubleRate = 0.001;

export const apiGateway = defineService("api-gateway", [
  host(gateway.signIn, async (ctx, { session }) => {
    await route(ctx);
    const { shopperId } = await ctx.call(auth.signIn, { session });
    ctx.log.info("shopper signed in", { shopper_id: shopperId });
    return { shopperId };
  }),
  host(gateway.account, async (ctx, { session }) => {
    await route(ctx);
    const { shopperId } = await ctx.call(auth.verify, { session });
    return ctx.call(users.profile, { shopperId });
  }),
  host(gateway.quote, async (ctx, { lines }) => {
    await route(ctx);
    return ctx.call(orders.quote, { lines });
  }),
  host(gateway.checkout, async (ctx, { session, lines, cardEnding }) => {
    await route(ctx);
    const { shopperId } = await ctx.call(auth.verify, { session });
    return ctx.call(orders.place, { shopperId, lines, cardEnding });
  }),
  host(gateway.buy, async (ctx, purchase) => {
    await ctx.work(2);
    const { shopperId } = await ctx.call(auth.admit, { visitorId: purchase.visitorId });
    await ctx.call(users.recognise, { shopperId });
    const bought = await ctx.call(orders.buy, { ...purchase, shopperId });
    return { ...bought, steps: [...stepsOf(ctx), ...bought.steps] };
  }),
  host(gateway.refund, async (ctx, refund) => {
    await ctx.work(2);
    await ctx.call(auth.admit, { visitorId: refund.visitorId });
    return ctx.call(orders.refund, refund);
  }),
  checkoutByScript,
]);

async function route(ctx: ServiceContext): Promise<void> {
  await ctx.work(2);
  if (ctx.random("headers").chance(headerTroubleRate))
    throw new ServiceError(502, "upstream sent too big header while reading response header");
}
