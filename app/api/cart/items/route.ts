import { Cart, CartAddition } from "#lib/contract/cart.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { jsonResponse } from "#lib/http/json-response.ts";
import { greetVisitor } from "#lib/http/visitor.ts";
import { addToCart } from "#lib/shop/add-to-cart.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/cart/items",
  summary: "Puts so many more of a product into the visitor's cart; who is new gets a cookie",
  tag: "Shop",
  body: CartAddition,
  replies: { 200: Cart },
  run: async ({ shop, request }, { body }) => {
    const { visitorId, headers } = greetVisitor(request);
    return jsonResponse(200, await addToCart(shop, { visitorId, ...body }), headers);
  },
});
