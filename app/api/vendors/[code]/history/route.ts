import { VendorAddress, VendorHistoryQuery } from "#lib/contract/vendor.ts";
import { VendorHistory } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readHistory } from "#lib/vendors/history/read-history.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendors/{code}/history",
  summary:
    "What one value of a vendor was in the past, step by step; steps without an observation are left out",
  tag: "Vendors",
  params: VendorAddress,
  query: VendorHistoryQuery,
  replies: { 200: VendorHistory },
  run: ({ vendors }, { params, query }) => readHistory(vendors, { ...params, ...query }),
});
