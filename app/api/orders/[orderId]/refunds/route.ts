import { Order, OrderAddress, RefundRequest } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readIdempotencyKey, refuseInWords, replyResponse } from "#lib/http/idempotent.ts";
import { greetVisitor } from "#lib/http/visitor.ts";
import { refundOrder } from "#lib/services/checkout/refund-order.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/orders/{orderId}/refunds",
  summary:
    "Gives money back, all that is left or a part; never more than was captured, and once for each key",
  tag: "Shop",
  params: OrderAddress,
  body: RefundRequest,
  replies: { 201: Order },
  async run({ checkout, request, requestId }, { params, body }) {
    const key = readIdempotencyKey(request);
    const { visitorId, headers } = greetVisitor(request);
    const wording = refuseInWords(requestId);
    const reply = await refundOrder(checkout, { ...params, refund: body, visitorId, key, ...wording });
    return replyResponse(reply, headers);
  },
});
