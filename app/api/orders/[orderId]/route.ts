import { Order, OrderAddress } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { readOrder } from "#lib/services/checkout/find-order.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/orders/{orderId}",
  summary: "One of the visitor's own orders, with the steps that led to it",
  tag: "Shop",
  params: OrderAddress,
  replies: { 200: Order },
  run: ({ checkout, request }, { params }) =>
    readOrder(checkout, { visitorId: readVisitor(request), ...params }),
});
