import { VendorPageQuery } from "#lib/contract/vendor.ts";
import { VendorProductStatusList } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listProductStatuses } from "#lib/vendors/list-readings.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendor-product-status",
  summary: "How much of each vendor's products can be had, a page at a time",
  tag: "Vendors",
  query: VendorPageQuery,
  replies: { 200: VendorProductStatusList },
  run: ({ vendors }, { query }) => listProductStatuses(vendors, query),
});
