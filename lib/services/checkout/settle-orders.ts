// The reconciler: orders whose payment nobody confirmed are brought to their end by what the card network's books say.

import { and, eq, inArray } from "drizzle-orm";
import { ask } from "#lib/store/ask.ts";
import { orders } from "#lib/store/schema.ts";
import { inSpan } from "#lib/telemetry/traces/in-span.ts";
import { payments } from "../operations.ts";
import { shopperPatienceMs } from "../topology.ts";
import { claimOpenOrders, type Open } from "./claim-open-orders.ts";
import { enterMesh } from "./enter-mesh.ts";
import { saidIn } from "./refusals.ts";
import type { CheckoutContext } from "./types.ts";

/** Whoever placed it is still at work until then: a visitor's patience is no longer. */
const leftAloneMs = 5_000;
const mostAtOnce = 100;
/** Those who buy meanwhile have more connections and workers of the services to themselves than this takes. */
const together = 8;
/** What stays open is not tried again before: services in trouble are spared, and others have their turn. */
const claimMs = 20_000;
/** No order is begun later: it must be over while it is still this process's own. */
const beginWithinMs = claimMs - 2 * shopperPatienceMs;

type Context = Pick<CheckoutContext, "store" | "clock" | "mesh" | "web" | "stockChanged">;
export type Settled = { found: number; settled: number };

/** One page after the other while they are full. `stopping`: what is not under way is not begun any more. */
export async function settleOrders(ctx: Context, stopping?: AbortSignal): Promise<Settled> {
  const all = { found: 0, settled: 0 };
  while (!stopping?.aborted) {
    const { found, settled } = await settlePage(ctx, stopping);
    all.found += found;
    all.settled += settled;
    // Where most of them fail, services are in trouble, which all others at once would only make worse.
    if (found < mostAtOnce || settled < found / 2) break;
  }
  return all;
}

async function settlePage(ctx: Context, stopping: AbortSignal | undefined): Promise<Settled> {
  const startedMs = ctx.clock.monotonicMs();
  const placedBefore = new Date(ctx.clock.nowMs() - leftAloneMs);
  const found = await claimOpenOrders(ctx, { placedBefore, most: mostAtOnce, forMs: claimMs });
  if (found.length === 0) return { found: 0, settled: 0 };
  const waiting = [...found];
  const goesOn = () => !stopping?.aborted && ctx.clock.monotonicMs() - startedMs < beginWithinMs;
  const work = async () => {
    for (let next = waiting.shift(); next && goesOn(); next = waiting.shift()) await settleOne(ctx, next);
  };
  await Promise.all(Array.from({ length: together }, work));
  ctx.stockChanged();
  const ids = found.map(({ orderId }) => orderId);
  const open = await ask(ctx.store, (db) =>
    db.$count(orders, and(inArray(orders.id, ids), eq(orders.status, "processing"))),
  );
  return { found: found.length, settled: found.length - open };
}

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
