import { OrderList, OrderQuery } from "#lib/contract/order.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { listOrders } from "#lib/services/checkout/list-orders.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/orders",
  summary: "The visitor's own orders, the newest first; `next` of a page is `after` of the following one",
  tag: "Shop",
  query: OrderQuery,
  replies: { 200: OrderList },
  run: ({ checkout, request }, { query }) =>
    listOrders(checkout, { visitorId: readVisitor(request), ...query }),
});
