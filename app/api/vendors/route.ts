import { VendorList } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listVendors } from "#lib/vendors/list-vendors.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendors",
  summary: "Every vendor with the worst of what is known of it, the worst first",
  tag: "Vendors",
  replies: { 200: VendorList },
  run: ({ vendors }) => listVendors(vendors),
});
