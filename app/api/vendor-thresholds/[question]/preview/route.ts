import { ThresholdPreview, ThresholdPreviewRequest } from "#lib/contract/thresholds.ts";
import { QuestionAddress } from "#lib/contract/vendor.ts";
import { defineRoute } from "#lib/http/define-route.ts";
import { previewThresholds } from "#lib/vendors/thresholds/preview-thresholds.ts";

export const POST = defineRoute({
  method: "POST",
  path: "/api/vendor-thresholds/{question}/preview",
  summary: "What other limits would change now; nothing is stored",
  tag: "Vendors",
  params: QuestionAddress,
  body: ThresholdPreviewRequest,
  replies: { 200: ThresholdPreview },
  run: ({ vendors }, { params, body }) => previewThresholds(vendors, params.question, body),
});
