import { ProductList, ProductQuery } from "#lib/contract/catalogue.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listProducts } from "#lib/shop/list-products.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/products",
  summary: "The catalogue of a shop: search, filter, sort",
  tag: "Shop",
  query: ProductQuery,
  replies: { 200: ProductList },
  run: async (context, { query }) => ({ products: await listProducts(context, query) }),
});
