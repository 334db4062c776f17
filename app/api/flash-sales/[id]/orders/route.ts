import { FlashPurchase, FlashSaleAddress } from "#lib/contract/flash-sale.ts";
import { Order } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readIdempotencyKey, refuseInWords, replyResponse } from "#lib/http/idempotent.ts";
import { knownVisitor } from "#lib/http/visitor.ts";
import { buyFlashUnit } from "#lib/shop/flash-sale/buy-flash-unit.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/flash-sales/{id}/orders",
  summary: "Buys one unit; the same Idempotency-Key gives the same reply, and one order at most",
  tag: "Shop",
  params: FlashSaleAddress,
  body: FlashPurchase,
  replies: { 201: Order },
  async run(context, { params, body }) {
    const { request, requestId } = context;
    const key = readIdempotencyKey(request);
    const visitorId = knownVisitor(request);
    const asked = { saleId: params.id, card: body.card, visitorId, key, ...refuseInWords(requestId) };
    return replyResponse(await buyFlashUnit(context, asked));
  },
});
