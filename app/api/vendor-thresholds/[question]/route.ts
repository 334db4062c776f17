import { changeThresholds, resetThresholds } from "#lib/alerts/change-thresholds.ts";
import {
  ThresholdChange,
  ThresholdResetQuery,
  Thresholds,
  ThresholdVersions,
} from "#lib/contract/thresholds.ts";
import { QuestionAddress } from "#lib/contract/vendor.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { listVersions } from "#lib/vendors/thresholds/read-thresholds.ts";

/** Until there are accounts, whoever asks over HTTP is. */
const by = "operator";

export const GET = defineRoute({
  method: "GET",
  path: "/api/vendor-thresholds/{question}",
  summary: "All versions of the limits for one question, the newest first; the last is what was delivered",
  tag: "Vendors",
  params: QuestionAddress,
  replies: { 200: ThresholdVersions },
  run: ({ vendors }, { params }) => listVersions(vendors, params.question),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/vendor-thresholds/{question}",
  summary:
    "Other limits, by which everything that is known is judged at once; 409 where somebody else changed them meanwhile",
  tag: "Vendors",
  params: QuestionAddress,
  body: ThresholdChange,
  replies: { 200: Thresholds },
  run: ({ alerts }, { params, body }) => changeThresholds(alerts, { ...params, change: body, by }),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/vendor-thresholds/{question}",
  summary:
    "Back to the limits as delivered, as a version of its own; 409 where another version holds than the one that is named",
  tag: "Vendors",
  params: QuestionAddress,
  query: ThresholdResetQuery,
  replies: { 200: Thresholds },
  run: ({ alerts }, { params, query }) => resetThresholds(alerts, { ...params, ...query, by }),
});
