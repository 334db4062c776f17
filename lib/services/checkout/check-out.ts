// A visitor buys what is in the cart. However often the same key is sent, and whatever breaks on the way, there is one order
// at most, and the answer is what the ledger says.

import { createHash } from "node:crypto";
import { trace } from "@opentelemetry/api";
import { and, asc, eq } from "drizzle-orm";
import type { Card, Checkout, Order, OrderStep } from "#lib/contract/order.ts";
import type { Tenant } from "#lib/contract/tenant.ts";
import { AppError } from "#lib/kernel/errors.ts";
import { cardEndingOf, cardRefused, checkExpiry } from "#lib/shop/card-network.ts";
import type { KeptReply } from "#lib/shop/keyed-purchase.ts";
import { paymentUnconfirmed } from "#lib/shop/keyed-purchase.ts";
import { orderIdOf } from "#lib/shop/order-id.ts";
import { ask } from "#lib/store/ask.ts";
import { cartItems, orders } from "#lib/store/schema.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import type { Lines } from "../contracts.ts";
import { gateway, payments } from "../operations.ts";
import { Bought } from "../purchase-contracts.ts";
import { enterMesh } from "./enter-mesh.ts";
import { findOrder } from "./find-order.ts";
import { endAttempt } from "./key-rows.ts";
import { once } from "./once.ts";
import { breakerWaitSeconds, refuseWhileOpen } from "./payment-breaker.ts";
import { cartEmpty, checkoutFailed, isRefusal, refusalIn, saidIn } from "./refusals.ts";
import type { Asker, CheckoutContext } from "./types.ts";

type Asked = Asker & Checkout;
type Buying = Pick<Asker, "visitorId" | "key" | "requestId"> & {
  tenant: Tenant;
  orderId: string;
  cardEnding: string;
  attempt: number;
};

export async function checkOut(ctx: CheckoutContext, asked: Asked): Promise<KeptReply> {
  const { tenant, card, visitorId, key } = asked;
  checkExpiry(card, ctx.clock.nowMs());
  noteTenant(tenant);
  const orderId = orderIdOf(visitorId, key);
  trace.getActiveSpan()?.setAttribute("order.id", orderId);
  const buying = { ...asked, orderId, cardEnding: cardEndingOf(card) };
  let finalReason: string | undefined;
  const refuse = (error: AppError) => {
    finalReason = error.reason;
    return asked.refuse(error);
  };
  const keyed = { ...asked, refuse, makes: orderId, fingerprint: fingerprintOf(tenant, card) };
  const reply = await once(ctx, keyed, (attempt) => buy(ctx, { ...buying, attempt }));
  // Nothing goes into a cart that is not there: whoever hears of it only now, lost it to somebody else.
  if (finalReason === "out_of_stock") ctx.metrics.stockConflicts.add(1, { tenant_id: tenant });
  return reply;
}

async function buy(ctx: CheckoutContext, buying: Buying): Promise<Order> {
  const there = await findOrder(ctx, buying);
  if (there) return there.status === "processing" ? settle(ctx, buying) : ended(there);
  const { visitorId, tenant, orderId, attempt, cardEnding } = buying;
  const lines = await readLines(ctx, buying);
  if (lines.length === 0) throw cartEmpty();
  refuseWhileOpen(ctx.mesh);
  const purchase = { orderId, attempt, visitorId, tenant, lines, cardEnding };
  const { reply, step } = await enterMesh(ctx, gateway.buy, purchase, buying);
  ctx.stockChanged();
  if (isRefusal(reply)) throw refusalIn(reply);
  const bought = Bought.safeParse(reply.body);
  if (bought.success) {
    await keepSteps(ctx, orderId, [step, ...bought.data.steps]);
    return placed(ctx, buying);
  }
  // What was placed until now is seen below; after this, nothing more will be.
  await endAttempt(ctx, buying, attempt);
  const order = await findOrder(ctx, buying);
  ctx.web.log.error("checkout failed", { order_id: orderId, reason: saidIn(reply.body).message });
  if (!order) throw checkoutFailed(saidIn(reply.body).message, breakerWaitSeconds(ctx.mesh));
  return ended(order);
}

/** An earlier attempt placed the order. What it did not get to is done now. */
async function settle(ctx: CheckoutContext, buying: Buying): Promise<Order> {
  await enterMesh(ctx, payments.settle, { orderId: buying.orderId }, buying);
  return placed(ctx, buying);
}

async function placed(ctx: CheckoutContext, buying: Buying): Promise<Order> {
  const order = await findOrder(ctx, buying);
  if (!order) throw new AppError("internal", `the order ${buying.orderId} is not where it was put`);
  return ended(order);
}

function ended(order: Order): Order {
  if (order.status === "processing") throw paymentUnconfirmed();
  if (order.status === "cancelled") throw cardRefused("card_declined");
  return order;
}

function readLines(
  { store }: CheckoutContext,
  { visitorId, tenant }: Pick<Buying, "visitorId" | "tenant">,
): Promise<Lines> {
  return ask(store, (db) =>
    db
      .select({ sku: cartItems.sku, quantity: cartItems.quantity })
      .from(cartItems)
      .where(and(eq(cartItems.visitorId, visitorId), eq(cartItems.tenant, tenant)))
      .orderBy(asc(cartItems.addedAt), asc(cartItems.sku)),
  );
}

async function keepSteps({ store }: CheckoutContext, orderId: string, steps: OrderStep[]): Promise<void> {
  const inOrder = steps.toSorted((one, other) =>
    one.start < other.start ? -1 : Number(one.start > other.start),
  );
  await ask(store, (db) => db.update(orders).set({ steps: inOrder }).where(eq(orders.id, orderId)));
}

/** Sixteen bits of a card tell whether it is another one; from a whole digest its number could be found by trying. */
function fingerprintOf(tenant: Tenant, { number, expiry, cvc }: Card): string {
  const plain = [number, expiry, cvc].map((part) => part.replaceAll(" ", "")).join("\0");
  const trace = createHash("sha256").update(plain).digest("hex").slice(0, 4);
  return `checkout ${tenant} ${cardEndingOf({ number })} ${trace}`;
}
