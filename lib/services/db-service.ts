import { asAppError } from "#lib/kernel/errors.ts";
import { ServiceError } from "#lib/mesh/errors.ts";
import { defineService, host } from "#lib/mesh/operation.ts";
import type { ServiceContext, ServiceDefinition } from "#lib/mesh/types.ts";
import { database } from "./data-operations.ts";
import type { Ledger } from "./ledger/types.ts";

const lockTimeoutRate = 0.0005;

export function createDbService(ledger: Ledger): ServiceDefinition {
  return defineService("db-service", [
    host(database.findSession, (ctx, { session }) =>
      query(ctx, async () => ({ shopper: (await ledger.findSession(session)) ?? null })),
    ),
    host(database.findShopper, (ctx, { id }) =>
      query(ctx, async () => ({ shopper: (await ledger.findShopper(id)) ?? null })),
    ),
    host(database.findProducts, (ctx, { skus }) =>
      query(ctx, async () => ({ products: await ledger.findProducts(skus) })),
    ),
    host(database.recordPayment, (ctx, payment) => query(ctx, () => ledger.recordPayment(payment))),
    host(database.placeOrder, (ctx, order) => query(ctx, () => ledger.placeOrder(order))),
    host(database.findOpenPayment, (ctx, { orderId }) =>
      query(ctx, async () => ({ payment: (await ledger.findOpenPayment(orderId)) ?? null })),
    ),
    host(database.recordCapture, (ctx, capture) => query(ctx, () => ledger.recordCapture(capture))),
    host(database.findCapture, (ctx, { paymentId }) =>
      query(ctx, async () => ({ capture: (await ledger.findCapture(paymentId)) ?? null })),
    ),
    host(database.confirmCapture, (ctx, { orderId }) => query(ctx, () => ledger.confirmCapture(orderId))),
    host(database.cancelOrder, (ctx, { orderId }) => query(ctx, () => ledger.cancelOrder(orderId))),
    host(database.recordRefund, (ctx, refund) => query(ctx, () => ledger.recordRefund(refund))),
  ]);
}

async function query<T>(ctx: ServiceContext, statement: () => Promise<T>): Promise<T> {
  await ctx.work(2);
  if (ctx.random("lock").chance(lockTimeoutRate))
    throw new ServiceError(500, "canceling statement due to lock timeout", { code: "55P03" });
  try {
    return await statement();
  } catch (error) {
    const known = asAppError(error);
    if (known?.code === "conflict")
      throw new ServiceError(409, known.message, { code: known.reason ?? "payment_conflict", cause: error });
    if (known?.code === "not_found")
      throw new ServiceError(404, known.message, { code: known.reason ?? "row_unknown", cause: error });
    if (known?.code !== "unavailable") throw error;
    throw new ServiceError(503, "the database server does not answer", { code: "57P03", cause: error });
  }
}
