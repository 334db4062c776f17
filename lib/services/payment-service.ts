import type { Tenant } from "#lib/contract/tenant.ts";
import { keyedHex } from "#lib/kernel/random.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { declinedCardEnding, type Payment } from "./contracts.ts";
import { database } from "./data-operations.ts";
import { inventory, payments } from "./operations.ts";
import { paymentByScript } from "./scripted-chain.ts";
import { pay, refund, settle } from "./take-payment.ts";

const networkTroubleRate = 0.002;

export const paymentService = defineService("payment-service", [
  host(payments.authorize, async (ctx, { orderId, lines, cardEnding, amountMinor, currency }) => {
    // Nobody is charged for what is no longer there.
    await ctx.call(inventory.check, { lines, freshness: "any" });
    await askCardNetwork(ctx, orderId, cardEnding);
    const tenant: Tenant = ctx.tenantId === "coupons" ? "coupons" : "merch";
    const id = `pay_${keyedHex(12, "payment", orderId)}`;
    const paidAtMs = Math.floor(ctx.clock.nowMs());
    const recorded = await record(ctx, { id, orderId, tenant, amountMinor, currency, paidAtMs });
    return { paymentId: recorded.id };
  }),
  host(payments.pay, pay),
  host(payments.settle, settle),
  host(payments.refund, refund),
  paymentByScript,
]);

async function askCardNetwork(ctx: ServiceContext, orderId: string, cardEnding: string): Promise<void> {
  await ctx.work(40);
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

async function record(ctx: ServiceContext, payment: Payment): Promise<Payment> {
  try {
    return await ctx.call(database.recordPayment, payment);
  } catch (error) {
    ctx.log.error("the card network authorised a payment that is not in the books", {
      order_id: payment.orderId,
      payment_id: payment.id,
      amount_minor: payment.amountMinor,
      currency: payment.currency,
    });
    throw error;
  }
}
