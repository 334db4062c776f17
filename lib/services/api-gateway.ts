import { isRefusal, ServiceError } from "#lib/mesh/errors.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { auth, gateway, orders, users } from "./operations.ts";

const headerTroubleRate = 0.0005;

export const apiGateway = defineService("api-gateway", [
  host(gateway.signIn, (ctx, { session }) =>
    serve(ctx, "sign-in", async () => {
      const { shopperId } = await ctx.call(auth.verify, { session });
      ctx.log.info("shopper signed in", { shopper_id: shopperId });
      return { shopperId };
    }),
  ),
  host(gateway.account, (ctx, { session }) =>
    serve(ctx, "account page", async () => {
      const { shopperId } = await ctx.call(auth.verify, { session });
      return ctx.call(users.profile, { shopperId });
    }),
  ),
  host(gateway.quote, (ctx, { lines }) => serve(ctx, "quote", () => ctx.call(orders.quote, { lines }))),
  host(gateway.checkout, (ctx, { session, lines, cardEnding }) =>
    serve(ctx, "checkout", async () => {
      const { shopperId } = await ctx.call(auth.verify, { session });
      return ctx.call(orders.place, { shopperId, lines, cardEnding });
    }),
  ),
]);

/** The one place where a request that failed is logged with all of its causes. */
async function serve<T>(ctx: ServiceContext, what: string, answer: () => Promise<T>): Promise<T> {
  try {
    await ctx.work(2);
    if (ctx.random("headers").chance(headerTroubleRate))
      throw new ServiceError(502, "upstream sent too big header while reading response header");
    return await answer();
  } catch (error) {
    if (!isRefusal(error)) ctx.log.exception(`${what} failed`, error);
    throw error;
  }
}
