import { CartItemAddress } from "#lib/contract/cart.ts";
import { Product } from "#lib/contract/catalogue.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { findProduct } from "#lib/shop/find-product.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/products/{sku}",
  summary: "One product, as it is on the shelves now",
  tag: "Shop",
  params: CartItemAddress,
  replies: { 200: Product },
  run: ({ shop }, { params }) => findProduct(shop, params),
});
