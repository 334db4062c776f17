import { Cart, CartQuery } from "#lib/contract/cart.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readVisitor } from "#lib/http/visitor.ts";
import { readCart } from "#lib/shop/read-cart.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/cart",
  summary: "What is in the visitor's cart; the visitor is a cookie",
  tag: "Shop",
  query: CartQuery,
  replies: { 200: Cart },
  run: ({ shop, request }, { query }) => readCart(shop, { visitorId: readVisitor(request), ...query }),
});
