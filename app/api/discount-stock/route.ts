import { VendorPageQuery } from "#lib/contract/vendor.ts";
import { DiscountStockList } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listDiscountStock } from "#lib/vendors/list-readings.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/discount-stock",
  summary: "What is left of each vendor's discounted items, a page at a time",
  tag: "Vendors",
  query: VendorPageQuery,
  replies: { 200: DiscountStockList },
  run: ({ vendors }, { query }) => listDiscountStock(vendors, query),
});
