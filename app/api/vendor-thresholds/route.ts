import { ThresholdList } from "#lib/contract/thresholds.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listThresholds } from "#lib/vendors/thresholds/read-thresholds.ts";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendor-thresholds",
  summary: "The limits that decide how bad a value is, as they hold now",
  tag: "Vendors",
  replies: { 200: ThresholdList },
  run: ({ vendors }) => listThresholds(vendors),
});
