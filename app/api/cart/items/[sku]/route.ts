import { Cart, CartItemAddress, CartItemChange, CartQuery } from "#lib/contract/cart.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { greetVisitor } from "#lib/http/visitor.ts";
import { changeCartItem } from "#lib/shop/change-cart-item.ts";
import { removeCartItem } from "#lib/shop/remove-cart-item.ts";

export const PATCH = defineRoute({
  method: "PATCH",
  path: "/api/cart/items/{sku}",
  summary: "Says how many of a product are in the visitor's cart from now on",
  tag: "Shop",
  params: CartItemAddress,
  body: CartItemChange,
  replies: { 200: Cart },
  run: ({ shop, request }, { params, body }) =>
    changeCartItem(shop, { visitorId: greetVisitor(request).visitorId, ...params, ...body }),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/cart/items/{sku}",
  summary: "Takes a product out of the visitor's cart; asking again is fine",
  tag: "Shop",
  params: CartItemAddress,
  query: CartQuery,
  replies: { 200: Cart },
  run: ({ shop, request }, { params, query }) =>
    removeCartItem(shop, { visitorId: greetVisitor(request).visitorId, ...params, ...query }),
});
