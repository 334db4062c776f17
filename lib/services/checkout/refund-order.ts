import { createHash } from "node:crypto";
import { trace } from "@opentelemetry/api";
import type { Order, RefundRequest } from "#lib/contract/order.ts";
import type { KeptReply } from "#lib/shop/keyed-purchase.ts";
import { noteTenant } from "#lib/telemetry/request-scope.ts";
import { gateway } from "../operations.ts";
import { enterMesh } from "./enter-mesh.ts";
import { findOrder, readOrder } from "./find-order.ts";
import { endAttempt } from "./key-rows.ts";
import { once } from "./once.ts";
import { isRefusal, noSuchOrder, refundFailed, refusalIn, saidIn } from "./refusals.ts";
import type { Asker, CheckoutContext } from "./types.ts";

type Asked = Asker & { orderId: string; refund: RefundRequest };

/** Gives money back, as often as there is some left; the same key gives it once. */
export async function refundOrder(ctx: CheckoutContext, asked: Asked): Promise<KeptReply> {
  const { visitorId, key, orderId, refund } = asked;
  const { tenant } = await readOrder(ctx, { visitorId, orderId });
  noteTenant(tenant);
  trace.getActiveSpan()?.setAttribute("order.id", orderId);
  const refundId = refundIdOf(visitorId, key);
  const fingerprint = `refund ${orderId} ${refund.amountMinor ?? "all"} ${refund.reason}`;
  return once(ctx, { ...asked, fingerprint, makes: refundId }, async (attempt): Promise<Order> => {
    const asking = {
      refundId,
      orderId,
      attempt,
      visitorId,
      amountMinor: refund.amountMinor ?? null,
      reason: refund.reason,
    };
    const { reply } = await enterMesh(ctx, gateway.refund, asking, { ...asked, tenant });
    if (isRefusal(reply)) throw refusalIn(reply);
    if (reply.status >= 400) await endAttempt(ctx, asked, attempt);
    const order = await findOrder(ctx, asked);
    if (!order) throw noSuchOrder(orderId);
    if (order.refunds.some((one) => one.refundId === refundId)) return order;
    ctx.web.log.error("refund failed", { order_id: orderId, reason: saidIn(reply.body).message });
    throw refundFailed(saidIn(reply.body).message);
  });
}

function refundIdOf(visitorId: string, key: string): string {
  return `rfd_${createHash("sha256").update(`refund\0${visitorId}\0${key}`).digest("hex").slice(0, 20)}`;
}
