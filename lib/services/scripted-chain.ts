// A checkout whose course is known beforehand, through api-gateway, order-service, payment-service and inventory-service.
// It buys nothing and keeps nothing, so it can be sent as often as a script likes; its hops and what they record are real.
import { z } from "zod";
import { type Script, scripts } from "#lib/contract/scripted-checkout.ts";
import { keyedHex } from "#lib/kernel/random.ts";
import { isCallError, ServiceError } from "#lib/mesh/errors.ts";
import { defineOperation, host } from "#lib/mesh/operation.ts";
import type { HostedOperation, ServiceContext } from "#lib/mesh/types.ts";
import { OrderId } from "./contracts.ts";

/** Of one thing that everybody buys. */
const amountMinor = 9_950;
/** Longer than any caller waits. */
const stuckMs = 60_000;

const Input = z.object({ script: z.enum(scripts) });
const OrderInput = Input.extend({ orderId: OrderId });
const Placed = z.object({ orderId: OrderId });

export const scripted = {
  checkout: operation("api-gateway", "run-checkout", Input),
  order: operation("order-service", "take-order", OrderInput),
  payment: operation("payment-service", "take-payment", OrderInput),
  goods: operation("inventory-service", "set-aside", OrderInput),
};

function operation<Asked extends { script: Script }>(service: string, name: string, input: z.ZodType<Asked>) {
  return defineOperation({ service, name, input, output: Placed, repeatable: false, unguarded: true });
}

export const checkoutByScript: HostedOperation = host(scripted.checkout, async (ctx, { script }) => {
  const orderId = `ord_${keyedHex(20, "scripted", ctx.requestId)}`;
  ctx.log.info("checkout started", { order_id: orderId });
  try {
    const placed = await ctx.call(scripted.order, { script, orderId });
    ctx.log.info("checkout done", { order_id: orderId });
    return placed;
  } catch (error) {
    if (!isCallError(error)) throw error;
    throw new ServiceError(500, `order ${orderId} could not be placed: ${error.message}`, {
      code: "checkout_failed",
    });
  }
});

export const orderByScript: HostedOperation = host(scripted.order, (ctx, order) =>
  ctx.call(scripted.payment, order),
);

export const paymentByScript: HostedOperation = host(scripted.payment, async (ctx, order) => {
  const { script, orderId } = order;
  ctx.log.info("payment started", { order_id: orderId, amount_minor: amountMinor });
  if (script === "order-fail-pay") throw new ValueError("payment declined: insufficient funds");
  const placed = await ctx.call(scripted.goods, order);
  ctx.log.info("payment done", { order_id: orderId, amount_minor: amountMinor });
  return placed;
});

export const goodsByScript: HostedOperation = host(scripted.goods, async (ctx, { script, orderId }) => {
  if (script === "order-timeout") await waitForShelf(ctx, orderId);
  ctx.log.info("goods set aside", { order_id: orderId });
  return { orderId };
});

async function waitForShelf(ctx: ServiceContext, orderId: string): Promise<void> {
  ctx.log.warn("stock lookup is slow", { order_id: orderId });
  await ctx.clock.sleep(stuckMs, ctx.signal);
}

/** The error's name is what the older system's alerts look for. */
class ValueError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ValueError";
    this.stack = `ValueError: ${message}`;
  }
}
