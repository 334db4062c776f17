// Money of visitors: authorised, then the order is placed, then it is taken. Whatever breaks in between, an order that was
// placed is either paid in the end or cancelled, and can be settled any number of times.
import { trace } from "@opentelemetry/api";
import type { CardRefusal } from "#lib/contract/test-cards.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import type { ServiceContext } from "#lib/mesh/types.ts";
import { captureRefusalOf, refusalOf } from "#lib/shop/card-network.ts";
import { paymentIdOf } from "#lib/shop/order-id.ts";
import { database } from "./data-operations.ts";
import { inventory } from "./operations.ts";
import type { Bought, NewRefund, OpenPayment, OrderState, Purchase, Refunded } from "./purchase-contracts.ts";
import { stepsOf } from "./steps.ts";

type ToTake = Omit<OpenPayment, "status">;

export async function pay(ctx: ServiceContext, purchase: Purchase): Promise<Bought> {
  const { orderId, lines, cardEnding } = purchase;
  const quote = await ctx.call(inventory.check, { lines, freshness: "now" });
  await authorise(ctx, orderId, cardEnding);
  const paymentId = paymentIdOf(orderId);
  const amount = { amountMinor: quote.totalMinor, currency: quote.currency };
  await ctx.call(database.placeOrder, {
    ...purchase,
    ...amount,
    paymentId,
    lines: quote.lines,
    requestId: ctx.requestId,
    traceId: trace.getActiveSpan()?.spanContext().traceId ?? "",
    placedAtMs: Math.floor(ctx.clock.nowMs()),
  });
  await take(ctx, { orderId, paymentId, ...amount, cardEnding });
  return { orderId, paymentId, ...amount, steps: stepsOf(ctx) };
}

export async function settle(ctx: ServiceContext, { orderId }: { orderId: string }): Promise<OrderState> {
  const { payment } = await ctx.call(database.findOpenPayment, { orderId });
  if (!payment) throw new ServiceError(404, `there is no order ${orderId}`, { code: "order_unknown" });
  if (payment.status !== "processing") return { orderId, status: payment.status };
  const { capture } = await ctx.call(database.findCapture, { paymentId: payment.paymentId });
  if (!capture) {
    await take(ctx, payment);
    return { orderId, status: "paid" };
  }
  ctx.log.info("the card network took the money already", {
    order_id: orderId,
    payment_id: payment.paymentId,
  });
  return ctx.call(database.confirmCapture, { orderId });
}

export async function refund(ctx: ServiceContext, asked: NewRefund): Promise<Refunded> {
  await ctx.work(40);
  const refunded = await ctx.call(database.recordRefund, {
    ...asked,
    refundedAtMs: Math.floor(ctx.clock.nowMs()),
  });
  ctx.log.info("payment refunded", {
    order_id: asked.orderId,
    refund_id: asked.refundId,
    amount_minor: refunded.amountMinor,
  });
  return refunded;
}

async function authorise(ctx: ServiceContext, orderId: string, cardEnding: string): Promise<void> {
  await ctx.work(40);
  const refusal = refusalOf(cardEnding);
  if (!refusal) return;
  ctx.log.info("payment declined", { order_id: orderId, card_ending: cardEnding, reason: refusal });
  throw new ServiceError(402, "the card was declined", { code: refusal });
}

/** The same payment id for the same order: the card network takes it once, however often it is asked. */
async function take(ctx: ServiceContext, payment: ToTake): Promise<void> {
  const { orderId, paymentId, amountMinor, currency, cardEnding } = payment;
  const capturedAtMs = Math.floor(ctx.clock.nowMs());
  const refusal = captureRefusalOf(cardEnding);
  if (refusal) await cancel(ctx, payment, refusal);
  try {
    await ctx.call(database.recordCapture, {
      orderId,
      paymentId,
      amountMinor,
      currency,
      cardEnding,
      capturedAtMs,
    });
    await ctx.call(database.confirmCapture, { orderId });
  } catch (error) {
    ctx.log.error("order placed, but whether it is paid is not known yet", {
      order_id: orderId,
      payment_id: paymentId,
      "error.message": error instanceof Error ? error.message : String(error),
    });
    throw error;
  }
}

async function cancel(
  ctx: ServiceContext,
  { orderId, paymentId }: ToTake,
  refusal: CardRefusal,
): Promise<never> {
  ctx.log.warn("the card network does not take an authorised payment, the order is cancelled", {
    order_id: orderId,
    payment_id: paymentId,
    reason: refusal,
  });
  await ctx.call(database.cancelOrder, { orderId });
  throw new ServiceError(402, "the card was declined", { code: refusal });
}
