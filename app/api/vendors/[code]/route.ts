import { VendorAddress } from "#lib/contract/vendor.ts";
import { VendorDetail } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { readVendor } from "#lib/vendors/read-vendor.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendors/{code}",
  summary: "One vendor: status, products, discounts, and how they changed",
  tag: "Vendors",
  params: VendorAddress,
  replies: { 200: VendorDetail },
  run: ({ vendors }, { params }) => readVendor(vendors, params.code),
});
