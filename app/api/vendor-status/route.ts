import { VendorPageQuery } from "#lib/contract/vendor.ts";
import { VendorStatusList } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listStatuses } from "#lib/vendors/list-readings.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendor-status",
  summary: "Which vendors are online, and since when the others are not, a page at a time",
  tag: "Vendors",
  query: VendorPageQuery,
  replies: { 200: VendorStatusList },
  run: ({ vendors }, { query }) => listStatuses(vendors, query),
});
