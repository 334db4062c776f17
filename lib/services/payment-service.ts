import type { Tenant } from "#lib/contract/catalogue.ts";
import { keyedHex } from "#lib/kernel/random.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { database } from "./data-operations.ts";
import { inventory, payments } from "./operations.ts";

const networkTroubleRate = 0.001;

/** The last digits of the card network's test card that is always declined. */
export const declinedCardEnding = "0002";

export const paymentService = defineService("payment-service", [
  host(payments.authorize, async (ctx, { orderId, lines, cardEnding, amountMinor, currency }) => {
    // Nobody is charged for what is no longer there.
    await ctx.call(inventory.check, { lines });
    await askCardNetwork(ctx, orderId, cardEnding);
    const payment = { id: `pay_${keyedHex(12, "payment", orderId)}`, orderId, amountMinor, currency };
    const tenant: Tenant = ctx.tenantId === "coupons" ? "coupons" : "merch";
    const paidAtMs = Math.floor(ctx.clock.nowMs());
    const { id } = await ctx.call(database.recordPayment, { ...payment, tenant, paidAtMs });
    return { paymentId: id };
  }),
]);

async function askCardNetwork(ctx: ServiceContext, orderId: string, cardEnding: string): Promise<void> {
  await ctx.work(40, "card network");
  if (cardEnding === declinedCardEnding) {
    ctx.log.info("payment declined", {
      order_id: orderId,
      card_ending: cardEnding,
      reason: "insufficient_funds",
    });
    throw new ServiceError(402, "the card was declined", { code: "card_declined" });
  }
  if (ctx.random("card network").chance(networkTroubleRate))
    throw new ServiceError(502, "card network: response code 91, issuer or switch inoperative");
}
