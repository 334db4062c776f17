// The reconciler: orders whose payment nobody confirmed are brought to their end by what the card network's books say.

import { and, asc, eq, inArray, lt } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import { orders } from "#lib/store/schema.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { payments } from "../operations.ts";
import { enterMesh } from "./enter-mesh.ts";
import { saidIn } from "./refusals.ts";
import type { CheckoutContext } from "./types.ts";

/** Whoever placed it is still at work until then: a visitor's patience is no longer. */
const leftAloneMs = 5_000;
const mostAtOnce = 100;
/** More of them together than the services have connections would only wait. */
const together = 8;

type Context = Pick<CheckoutContext, "store" | "clock" | "mesh" | "web" | "stockChanged">;
/** `passOver`: how many of the oldest the next round should leave out, so that those which stay open starve nobody. */
export type Settled = { found: number; settled: number; passOver: number };

export async function settleOrders(ctx: Context, passOver = 0): Promise<Settled> {
  const before = new Date(ctx.clock.nowMs() - leftAloneMs);
  const found = await ask(ctx.store, (db) =>
    db
      .select({ orderId: orders.id, visitorId: orders.visitorId, tenant: orders.tenant })
      .from(orders)
      .where(and(eq(orders.status, "processing"), lt(orders.createdAt, before)))
      .orderBy(asc(orders.createdAt), asc(orders.id))
      .offset(passOver)
      .limit(mostAtOnce),
  );
  if (found.length === 0) return { found: 0, settled: 0, passOver: 0 };
  const waiting = [...found];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await settleOne(ctx, next);
  };
  await Promise.all(Array.from({ length: together }, work));
  ctx.stockChanged();
  const ids = found.map(({ orderId }) => orderId);
  const open = await ask(ctx.store, (db) =>
    db.$count(orders, and(inArray(orders.id, ids), eq(orders.status, "processing"))),
  );
  const wasLast = found.length < mostAtOnce;
  return { found: found.length, settled: found.length - open, passOver: wasLast ? 0 : passOver + open };
}

type Open = { orderId: string; visitorId: string; tenant: "merch" | "coupons" };

/** In a trace of its own. */
function settleOne(ctx: Context, { orderId, visitorId, tenant }: Open): Promise<void> {
  const attributes = { "order.id": orderId, tenant_id: tenant };
  return inSpan(
    { tracer: ctx.web.tracer, clock: ctx.clock },
    { name: "settle order", root: true, attributes },
    async () => {
      const requestId = `settle-${orderId}-${Math.floor(ctx.clock.nowMs())}`;
      const whose = { requestId, tenant, visitorId };
      const { reply } = await enterMesh(ctx, payments.settle, { orderId }, whose);
      if (reply.status < 400) return;
      ctx.web.log.warn("an order could not be settled yet", {
        order_id: orderId,
        reason: saidIn(reply.body).message,
      });
    },
  );
}
