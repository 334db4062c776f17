import { keyedHex } from "#lib/kernel/random.ts";
import { isRefusal, ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import type { Lines, Quote } from "./contracts.ts";
import { inventory, notifications, orders, payments } from "./operations.ts";
import { orderByScript } from "./scripted-chain.ts";
import { stepsOf } from "./steps.ts";

const conflictRate = 0.001;

export const orderService = defineService("order-service", [
  host(orders.quote, async (ctx, { lines }) => {
    await ctx.work(15);
    return quote(ctx, lines);
  }),
  host(orders.place, async (ctx, { shopperId, lines, cardEnding }) => {
    const orderId = orderIdOf(ctx.requestId, shopperId, lines);
    await ctx.work(15);
    const { totalMinor, currency } = await ctx.call(inventory.check, { lines, freshness: "any" });
    if (ctx.random("version").chance(conflictRate))
      throw new ServiceError(500, "could not serialize access due to concurrent update");
    const charge = { orderId, lines, cardEnding, amountMinor: totalMinor, currency };
    const { paymentId } = await ctx.call(payments.authorize, charge);
    await reserve(ctx, { orderId, lines, paymentId, amountMinor: totalMinor, currency });
    ctx.log.info("order placed", {
      order_id: orderId,
      payment_id: paymentId,
      amount_minor: totalMinor,
      currency,
      lines: lines.length,
    });
    await confirm(ctx, shopperId, orderId);
    return { orderId, paymentId, totalMinor, currency };
  }),
  host(orders.buy, async (ctx, { shopperId, ...purchase }) => {
    await ctx.work(15);
    const bought = await ctx.call(payments.pay, purchase);
    const { orderId, paymentId, amountMinor, currency } = bought;
    ctx.log.info("order paid", {
      order_id: orderId,
      payment_id: paymentId,
      amount_minor: amountMinor,
      currency,
      lines: purchase.lines.length,
    });
    await pick(ctx, orderId, purchase.lines);
    await confirm(ctx, shopperId, orderId);
    return { ...bought, steps: [...stepsOf(ctx), ...bought.steps] };
  }),
  host(orders.refund, async (ctx, refund) => {
    await ctx.work(5);
    return ctx.call(payments.refund, refund);
  }),
  orderByScript,
]);

/** Clients choose request ids, so one alone tells nothing: another shopper's, or another basket, is another order. */
function orderIdOf(requestId: string, shopperId: string, lines: Lines): string {
  const basket = lines.map(({ sku, quantity }) => `${sku} ${quantity}`);
  return `ord_${keyedHex(12, "order", requestId, shopperId, ...basket)}`;
}

/** An order is taken at the prices that are known; a quote need not be stricter. */
async function quote(ctx: ServiceContext, lines: Lines): Promise<Quote> {
  try {
    return await ctx.call(inventory.check, { lines, freshness: "recent" });
  } catch (error) {
    if (isRefusal(error) || ctx.signal.aborted) throw error;
    ctx.log.warn("no recent prices, asking for those that were known before", {
      "error.message": error instanceof Error ? error.message : String(error),
    });
    return ctx.call(inventory.check, { lines, freshness: "any" });
  }
}

type Paid = { orderId: string; lines: Lines; paymentId: string; amountMinor: number; currency: string };

async function reserve(ctx: ServiceContext, paid: Paid): Promise<void> {
  const { orderId, lines, paymentId, amountMinor, currency } = paid;
  try {
    await ctx.call(inventory.reserve, { orderId, lines });
  } catch (error) {
    ctx.log.error("paid, but the goods could not be reserved", {
      order_id: orderId,
      payment_id: paymentId,
      amount_minor: amountMinor,
      currency,
      "error.message": error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
}

/** A paid order stands, whatever the warehouse says. */
async function pick(ctx: ServiceContext, orderId: string, lines: Lines): Promise<void> {
  try {
    await ctx.call(inventory.pick, { orderId, lines });
  } catch (error) {
    ctx.log.warn("order paid, but its goods are not picked yet", {
      order_id: orderId,
      "error.message": error instanceof Error ? error.message : String(error),
    });
  }
}

/** The order stands, whether or not the shopper gets a message about it. */
async function confirm(ctx: ServiceContext, shopperId: string, orderId: string): Promise<void> {
  try {
    await ctx.call(notifications.send, { template: "order-placed", shopperId, orderId });
  } catch (error) {
    ctx.log.warn("order placed, but its confirmation was not sent", {
      order_id: orderId,
      "error.message": error instanceof Error ? error.message : String(error),
    });
  }
}
