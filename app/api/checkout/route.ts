import { Checkout, Order } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readIdempotencyKey, refuseInWords, replyResponse } from "#lib/http/idempotent.ts";
import { knownVisitor } from "#lib/http/visitor.ts";
import { checkOut } from "#lib/services/checkout/check-out.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/checkout",
  summary: "Buys what is in the cart; the same Idempotency-Key gives the same reply, and one order at most",
  tag: "Shop",
  body: Checkout,
  replies: { 201: Order },
  async run({ checkout, request, requestId }, { body }) {
    const key = readIdempotencyKey(request);
    const visitorId = knownVisitor(request);
    const reply = await checkOut(checkout, { ...body, visitorId, key, ...refuseInWords(requestId) });
    return replyResponse(reply);
  },
});
