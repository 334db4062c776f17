import { VendorCodes } from "#lib/contract/vendor-answers.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listVendorCodes } from "#lib/vendors/list-vendor-codes.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendor-codes",
  summary: "Codes, names and cities of all vendors that are watched",
  tag: "Vendors",
  replies: { 200: VendorCodes },
  run: async ({ vendors }) => ({ vendors: await listVendorCodes(vendors) }),
});
